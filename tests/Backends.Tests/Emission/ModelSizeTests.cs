using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;
using Modelwright.IR.Tests;

namespace Modelwright.Backends.Tests;

/// <summary>Published sizes: how much is generated, and what a token costs in dispatches.</summary>
public class ModelSizeTests
{
    public static TheoryData<string> Published => [.. TestFiles.FullSizeConfigs.Select(static path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Published))]
    public void A_published_model_takes_at_most_30_files_and_one_mebibyte_or_half_as_much_again_where_it_sees(string config)
    {
        ModelSpec spec = Emitted.Spec(TestFiles.FullSize(config));
        IReadOnlyList<GeneratedFile> files = Emitted.Files(spec);

        Assert.InRange(files.Count, 1, spec.Vision is null ? 30 : 40);
        Assert.InRange(files.Sum(static file => Encoding.UTF8.GetByteCount(file.Text)), 1, spec.Vision is null ? 1 << 20 : 3 << 19);
    }

    [Fact]
    public void Eight_layers_of_experts_take_at_most_64_dispatches_a_token()
    {
        ModelPlan plan = Emitted.Plan(Deeper(Emitted.Golden("qwen3_moe"), [.. Enumerable.Repeat(MixerKind.FullAttention, 8)]));

        Assert.Equal(58, plan.DispatchesPerToken);
        Assert.InRange(plan.DispatchesPerToken, 1, 64);
    }

    [Fact]
    public void Six_linear_and_two_full_layers_take_at_most_72_dispatches_a_token()
    {
        MixerKind[] four = [MixerKind.LinearAttention, MixerKind.LinearAttention, MixerKind.LinearAttention, MixerKind.FullAttention];
        ModelPlan plan = Emitted.Plan(Deeper(Emitted.Golden("qwen3_next"), [.. four, .. four]));

        Assert.Equal(58, plan.DispatchesPerToken);
        Assert.InRange(plan.DispatchesPerToken, 1, 72);
    }

    [Fact]
    public void More_layers_cost_no_kernels_and_hardly_any_text()
    {
        ModelSpec golden = Emitted.Golden("qwen3_moe");
        ModelSpec deep = Deeper(golden, [.. Enumerable.Repeat(MixerKind.FullAttention, 94)]);

        Assert.Equal(Emitted.Plan(golden).Kernels.Kernels.Count, Emitted.Plan(deep).Kernels.Kernels.Count);
        Assert.InRange(Emitted.Files(deep).Sum(static file => file.Text.Length) - Emitted.Files(golden).Sum(static file => file.Text.Length), 0, 4096);
    }

    private static ModelSpec Deeper(ModelSpec spec, IReadOnlyList<MixerKind> mixers) =>
        spec with { Layers = mixers.Select(static mixer => new LayerSpec(mixer, FeedForwardKind.Experts)).ToEquatableArray() };
}
