namespace Modelwright.IR;

/// <summary>For backends that do not train: <c>dropout</c> is what goes into it.</summary>
internal sealed class IgnoreDropout : IPass
{
    public string Name => "ignore-dropout";

    public Graph Run(Graph graph) => graph.Rewrite(static (node, inputs, _) => node.Op is Dropout ? inputs[0] : null);
}
