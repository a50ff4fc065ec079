namespace Modelwright.Mutation;

/// <summary>Tests that are asked about changes.</summary>
/// <param name="Name">The folder in <c>tests</c>, and the project's name.</param>
/// <param name="LeftOut">A pattern of tests (class, method and arguments) that are not: too slow, or of something else.</param>
/// <param name="Asked">A pattern of those that are.</param>
internal sealed record TestProject(string Name, string LeftOut = "(?!)", string Asked = "")
{
    public string Assembly => $"Modelwright.{Name}";

    public string File => $"tests/{Name}/{Assembly}.csproj";

    public string Output => $"tests/{Name}/bin/Debug/net10.0";
}
