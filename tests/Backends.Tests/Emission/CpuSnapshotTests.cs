using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Modelwright.Backends.Cpu;
using Modelwright.IR;
using Modelwright.IR.Tests;
using VerifyXunit;

namespace Modelwright.Backends.Tests;

/// <summary>What the CPU backend itself writes for three small models, and the operations that each layer kind became.</summary>
public class CpuSnapshotTests
{
    private static readonly string[] Models = ["qwen3_dense", "qwen3_moe_mixed", "qwen3_next"];

    private static readonly string[] Own = ["Model.Definition.g.cs", "Model.Layers.g.cs", "Model.Buffers.g.cs"];

    public static TheoryData<string, string> Files
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string model in Models)
            {
                foreach (string file in Own)
                {
                    data.Add(model, file);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public Task A_generated_file(string model, string file)
    {
        string text = Emitted.Files(Emitted.Golden(model), backend: "Cpu").Single(generated => generated.HintName == file).Text;
        return Verifier.Verify(text.Replace(ProductVersion.Text, "{version}")).UseDirectory(Folder(model)).UseFileName(Path.GetFileNameWithoutExtension(file)).ToTask();
    }

    [Fact]
    public void Passes_leave_one_operation_for_each_time_that_weights_are_read()
    {
        Tower tower = CpuPipeline.Run(ModelLowering.Lower(Emitted.Golden("qwen3_next")).Text, CancellationToken.None);

        Assert.Equal(
            [
                "linear_attention_experts: masked_norm linear mixed_convolution gated_delta wanted_rows wanted_rows linear_add rms_norm linear routed_experts gated_linear linear_add_gated",
                "full_attention_experts: rms_norm linear cached_attention wanted_rows wanted_rows linear_add rms_norm linear routed_experts gated_linear linear_add_gated",
            ],
            tower.Kinds.Select(static block => $"{block.Name}: {string.Join(' ', block.Body.Nodes.Where(static node => node.Op is not (Parameter or Weight)).Select(static node => node.Op.Name))}"));
    }

    /// <summary>The verifier's proof for a schedule holds for the arena: what is alive at once lies apart.</summary>
    [Theory]
    [InlineData("qwen3_dense")]
    [InlineData("qwen3_moe_mixed")]
    [InlineData("qwen3_next")]
    public void Buffers_that_are_alive_at_once_lie_apart(string model)
    {
        ModelSpec spec = Emitted.Golden(model);
        ArenaPlan arena = new(CpuPipeline.Run(ModelLowering.Lower(spec).Text, CancellationToken.None));

        Assert.Equal(ArenaPlan.Residual, arena.Buffers[0].Name);
        Assert.All(arena.Buffers.Skip(1), buffer => Assert.True(buffer.Offset >= spec.HiddenSize, $"{buffer} lies in the residual stream"));
        Assert.All(arena.Buffers, buffer => Assert.True(buffer.Offset % 16 == 0 && buffer.Offset + buffer.Width <= arena.Floats, buffer.ToString()));
        Assert.Equal(arena.Buffers.Count, arena.Buffers.Select(static buffer => buffer.Name).Distinct().Count());
    }

    /// <summary>An operation that comes from no key and no module has no comment before it.</summary>
    [Fact]
    public void Without_an_origin_there_is_no_comment()
    {
        Module named = ModelLowering.Lower(TinySpecs.Dense);
        Module nameless = named with { Towers = [named.Text.Rewrite(static block => block with { Body = block.Body.Rewrite(static (node, inputs, b) => b.Add(node.Op, origin: "", inputs)) })] };
        string[] lines = [.. new CpuBackend().Emit(new ModelJob("N", "Model", "public", "config.json", TinySpecs.Dense), nameless, CancellationToken.None).Files
            .Single(static file => file.HintName == "Model.Layers.g.cs").Text.Split('\n').Select(static line => line.Trim())];

        Assert.DoesNotContain("//", lines);
        Assert.Contains(lines, static line => line.StartsWith("c.", System.StringComparison.Ordinal));
    }

    [Fact]
    public void No_snapshot_is_left_over() => Assert.All(Models, static model =>
    {
        IEnumerable<string> wanted = Own.Select(static file => Path.GetFileNameWithoutExtension(file));
        IEnumerable<string> found = Directory.EnumerateFiles(Path.Combine(Here(), Folder(model)), "*.verified.txt").Select(static path => Path.GetFileName(path).Replace(".verified.txt", ""));
        Assert.Equal(wanted.Order(), found.Order());
    });

    private static string Folder(string model) => Path.Combine("Snapshots", "cpu", model);

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
