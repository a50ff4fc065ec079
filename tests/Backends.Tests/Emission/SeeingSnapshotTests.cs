using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Modelwright.IR;
using Modelwright.IR.Tests;
using VerifyXunit;

namespace Modelwright.Backends.Tests;

/// <summary>What a tower that sees adds to a class, for each backend: sizes that all differ, and readings between layers.</summary>
public class SeeingSnapshotTests
{
    public static TheoryData<string, string> Files => new()
    {
        { "Cpu", "Model.Vision.g.cs" },
        { "Cpu", "Model.Definition.g.cs" },
        { "Cpu", "Model.Layers.g.cs" },
        { "Vulkan", "Model.Vision.g.cs" },
        { "Vulkan", "Model.Definition.g.cs" },
        { "TorchSharp", "Model.Module.g.cs" },
        { "TorchSharp", "Model.Layers.g.cs" },
    };

    private static ModelSpec Spec => TinySpecs.Dense with { Vision = TinyVision.Spec, MediaTokens = new MediaTokens(120, 121, 122, 123) };

    [Theory]
    [MemberData(nameof(Files))]
    public Task A_generated_file(string backend, string file)
    {
        string text = Emitted.Files(Spec, backend: backend).Single(generated => generated.HintName == file).Text;
        return Verifier.Verify(text.Replace(ProductVersion.Text, "{version}")).UseDirectory(Folder).UseFileName($"{backend}.{Path.GetFileNameWithoutExtension(file)}").ToTask();
    }

    /// <summary>Without readings the runtime is handed none.</summary>
    [Theory]
    [InlineData("Cpu")]
    [InlineData("Vulkan")]
    public void A_tower_without_readings_has_none(string backend)
    {
        string text = Emitted.Files(Spec with { Vision = TinyVision.WithoutDeepStack }, backend: backend).Single(static file => file.HintName == "Model.Vision.g.cs").Text;

        Assert.Contains("DeepStack: null);", text);
        Assert.DoesNotContain("int reading", text);
        Assert.Contains(", int layer)", text);
    }

    [Fact]
    public void No_snapshot_is_left_over()
    {
        IEnumerable<string> wanted = Files.Select(static row => $"{row[0]}.{Path.GetFileNameWithoutExtension((string)row[1])}");
        IEnumerable<string> found = Directory.EnumerateFiles(Path.Combine(Here(), Folder), "*.verified.txt").Select(static file => Path.GetFileName(file).Replace(".verified.txt", ""));
        Assert.Equal(wanted.Order(), found.Order());
    }

    private static string Folder => Path.Combine("Snapshots", "seeing");

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
