namespace Modelwright.IR;

/// <summary>One rewrite of a graph. Its result must pass the verifier.</summary>
internal interface IPass
{
    /// <summary>Imperative, in kebab case, as errors name it.</summary>
    string Name { get; }

    Graph Run(Graph graph);
}
