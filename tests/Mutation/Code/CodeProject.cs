using System.Collections.Generic;

namespace Modelwright.Mutation;

/// <summary>A library whose C# is changed.</summary>
/// <param name="Name">As the command line and the file of survivors have it.</param>
/// <param name="Folder">Its folder, seen from the repository's root.</param>
/// <param name="Assembly">Its name as an assembly, which is its project file's too.</param>
/// <param name="Least">Share of the changes, in percent, that tests must notice before a release.</param>
/// <param name="Tests">Who is asked, one after the other: what the first notice, the next are not asked about.</param>
internal sealed record CodeProject(string Name, string Folder, string Assembly, double Least, IReadOnlyList<TestProject> Tests)
{
    // Kernels on the CPU's driver: minutes, for what ./build.sh mutate kernels breaks.
    private const string OnTheDriver = "Vulkan|ShaderCache|WeightUpload|WindowRules|KernelTests|BufferTests|KernelBreak|PrefillAttention|PrefillDelta|PrefillExperts|PrefillMatrix|GeneratedKernel";

    public static IReadOnlyList<CodeProject> All { get; } =
    [
        new("IR", "src/IR", "Modelwright.IR", 85, [new("IR.Tests", "JsonReaderFuzz"), new("Backends.Tests", OnTheDriver + "|ConfigSize")]),
        new("Backends", "src/Backends", "Modelwright.Backends", 75, [new("Backends.Tests", OnTheDriver)]),
        new("Core", "src/Runtime/Core", "Modelwright.Runtime.Core", 85,
        [
            new("Runtime.Tests", OnTheDriver),
            new("Chat.Tests", "TemplateLanguage|TemplateFuzz|CompiledTemplate|TemplateGolden|Talk"),
            new("Media.Tests", "$^"),
        ]),
        new("Templates", "src/Templates", "Modelwright.Templates", 85, [new("Chat.Tests", "Talk")]),
    ];

    /// <summary>Changes that no test can notice, with reasons.</summary>
    public string Survivors => $"tests/Mutation/Survivors/{Name}.tsv";

    /// <summary>Where the changed library, workers and what was found are kept.</summary>
    public string Artifacts => $"artifacts/mutation/{Name}";
}
