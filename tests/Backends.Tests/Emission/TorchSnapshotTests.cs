using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Modelwright.Backends.TorchSharp;
using Modelwright.IR;
using Modelwright.IR.Tests;
using VerifyXunit;

namespace Modelwright.Backends.Tests;

/// <summary>Every file of three small models for TorchSharp, and the grouped graph of each layer kind.</summary>
public class TorchSnapshotTests
{
    private static readonly string[] Models = ["qwen3_dense", "qwen3_moe_mixed", "qwen3_next"];

    public static TheoryData<string, string> Files
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string model in Models)
            {
                foreach (GeneratedFile file in Emit(model))
                {
                    data.Add(model, file.HintName);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public Task A_generated_file(string model, string file)
    {
        string text = Emit(model).Single(generated => generated.HintName == file).Text;
        return Verifier.Verify(text.Replace(ProductVersion.Text, "{version}")).UseDirectory(Folder(model)).UseFileName(Path.GetFileNameWithoutExtension(file)).ToTask();
    }

    [Fact]
    public void Passes_leave_a_module_for_each_part_of_a_layer()
    {
        IReadOnlyList<Block> blocks = [.. TorchSharpPipeline.Run(ModelLowering.Lower(Emitted.Golden("qwen3_next")), CancellationToken.None).Text.Kinds];

        Assert.Equal(
            ["linear_attention_experts: rms_norm linear_attention add rms_norm sparse_mlp add", "full_attention_experts: rms_norm self_attention add rms_norm sparse_mlp add"],
            blocks.Select(static block => $"{block.Name}: {string.Join(' ', block.Body.Nodes.Where(static node => node.Op is not (Parameter or Weight)).Select(static node => node.Op.Name))}"));
    }

    [Fact]
    public void No_snapshot_is_left_over() => Assert.All(Models, static model =>
    {
        IEnumerable<string> wanted = Emit(model).Select(static file => Path.GetFileNameWithoutExtension(file.HintName));
        IEnumerable<string> found = Directory.EnumerateFiles(Path.Combine(Here(), Folder(model)), "*.verified.txt").Select(static path => Path.GetFileName(path).Replace(".verified.txt", ""));
        Assert.Equal(wanted.Order(), found.Order());
    });

    private static IReadOnlyList<GeneratedFile> Emit(string model) =>
        Emitted.Files(Emitted.Golden(model), backend: "TorchSharp");

    private static string Folder(string model) => Path.Combine("Snapshots", "torchsharp", model);

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
