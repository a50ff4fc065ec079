using System.Collections.Generic;

namespace Modelwright.Mutation;

/// <summary>A project whose C# Stryker.NET changes.</summary>
/// <param name="Name">As the command line and the files of settings and survivors have it.</param>
/// <param name="Folder">Its folder, seen from the repository's root.</param>
/// <param name="Least">Share of the changes, in percent, that tests must notice before a release.</param>
internal sealed record CodeProject(string Name, string Folder, double Least)
{
    public static IReadOnlyList<CodeProject> All { get; } =
    [
        new("IR", "src/IR", 85),
        new("Backends", "src/Backends", 75),
        new("Core", "src/Runtime/Core", 85),
        new("Templates", "src/Templates", 85),
    ];

    /// <summary>Which tests are asked, and which changes are made: settings of Stryker.</summary>
    public string Settings => $"tests/Mutation/Code/Settings/{Name}.json";

    /// <summary>Changes that no test can notice, with reasons.</summary>
    public string Survivors => $"tests/Mutation/Survivors/{Name}.tsv";
}
