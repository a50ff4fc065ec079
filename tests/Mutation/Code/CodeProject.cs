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
    // Minutes, for what ./build.sh mutate kernels breaks.
    private const string Kernels = "KernelTests|KernelText|KernelBreak|PrefillAttention|PrefillDelta|PrefillExperts|PrefillMatrix|GeneratedKernel|ConfigSize";
    // What compiles or draws by the thousand, what goes through a published vocabulary, and what tries the chat client, which is another library's.
    private const string Talk = "without_end_is_stopped|Corners_of_the_language|TemplateFuzz|CompiledTemplate|random_schema|A_mask_holds|One_of_several|Conversations_have_the_tokens|StructuredOutput|ChatClient|ChatOptions|Conversations|PrefixReuse|Tests.Media|EmbeddingGenerator|Talk";

    private const string OnADevice = "Vulkan|ShaderCache|WeightUpload|WindowRules|KernelTests|BufferTests";

    public static IReadOnlyList<CodeProject> All { get; } =
    [
        new("IR", "src/IR", "Modelwright.IR", 85, [new("IR.Tests", "JsonReaderFuzz"), new("Backends.Tests", Kernels)]),
        new("Backends", "src/Backends", "Modelwright.Backends", 75, [new("Backends.Tests", Kernels)]),
        new("Core", "src/Runtime/Core", "Modelwright.Runtime.Core", 85,
        [
            // Left out is besides what goes through megabytes of text, or starts a process of its own.
            new("Runtime.Tests", OnADevice + "|ThreadTeam|ProcessorVectors|Long_texts|Many_added_tokens|Random_texts_come_back|Ids_and_texts_are_those|globalization_invariant|A_stream_cut_anywhere|The_four_forms"),
            new("Chat.Tests", Talk),
            new("Media.Tests"),
            // Whole models: what feeds them, reads their files and makes something of their numbers.
            new("Conformance.Tests", "Vulkan|TorchSharp|Large_weights",
                @"Tests\.(HeadConformance|CausalHead|CpuSession|SessionHistory|SessionInput|SavedCheckpoint|SeeingApi|SeeingHead|MultimodalGeneration|PublishedCheckpoint|AutoModel)|Quantised_checkpoints"),
        ]),
        new("Templates", "src/Templates", "Modelwright.Templates", 85, [new("Chat.Tests", Talk)]),
    ];

    /// <summary>Changes that no test can notice, with reasons.</summary>
    public string Survivors => $"tests/Mutation/Survivors/{Name}.tsv";

    /// <summary>Where the changed library, workers and what was found are kept.</summary>
    public string Artifacts => $"artifacts/mutation/{Name}";
}
