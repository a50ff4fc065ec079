using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Modelwright.IR.Tests;

/// <summary>Every op takes the types that it is for, and refuses each kind of others: a pass that mixes up two values is stopped where it does so.</summary>
public sealed class OpRulesTests
{
    private static readonly Dictionary<string, Op> Ops = new()
    {
        ["rope"] = new Rope(6),
        ["odd rope"] = new Rope(5),
        ["attention"] = new Attention(new StateSpec.KeyValue(Heads: 2, HeadDim: 8), Window: null),
        ["segment_attention"] = new SegmentAttention(),
        ["causal_convolution"] = new CausalConvolution(new StateSpec.Convolution(Channels: 6, Columns: 3), Activation.Silu),
        ["decay_gate"] = new DecayGate(),
        ["delta_rule"] = new DeltaRule(new StateSpec.Recurrent(Heads: 4, ValueDim: 8, KeyDim: 6)),
        ["add"] = new Add(),
        ["multiply"] = new Multiply(),
        ["embedding"] = new Embedding(),
        ["interpolated_embedding"] = new InterpolatedEmbedding(),
        ["linear"] = new Linear(),
        ["topk 3"] = new TopK(3, Renormalise: true),
        ["topk 1"] = new TopK(1, Renormalise: false),
        ["topk 0"] = new TopK(0, Renormalise: false),
        ["experts"] = new Experts(Count: 2, Width: 5, Activation.Silu),
        ["rms_norm"] = new RmsNorm(new NormSpec(1e-6f, ZeroCentred: false)),
        ["layer_norm"] = new LayerNorm(1e-6f),
        ["gated_rms_norm"] = new GatedRmsNorm(new NormSpec(1e-6f, ZeroCentred: false)),
        ["slice 2..6"] = new Slice(2, 4),
        ["slice -1..3"] = new Slice(-1, 4),
        ["slice of nothing"] = new Slice(2, 0),
        ["split_heads"] = new SplitHeads(2),
        ["merge_heads"] = new MergeHeads(),
        ["last_column"] = new LastColumn(),
        ["merge_rows"] = new MergeRows(4),
        ["merge_rows 1"] = new MergeRows(1),
        ["merge_rows 0"] = new MergeRows(0),
    };

    [Theory]
    [InlineData("rope", "f32[rows,2,8] position1d[rows]", "f32[rows,2,8]")]
    [InlineData("rope", "f32[rows,2,6] position3d[rows]", "f32[rows,2,6]")]
    [InlineData("rope", "f32[patches,2,8] position2d[patches]", "f32[patches,2,8]")]
    [InlineData("rope", "f32[rows,16] position1d[rows]", null)]
    [InlineData("rope", "f32[rows,2,4] position1d[rows]", null)]
    [InlineData("rope", "f32[rows,2,8] f32[rows]", null)]
    [InlineData("odd rope", "f32[rows,2,8] position1d[rows]", null)]
    [InlineData("attention", "f32[rows,4,8] f32[rows,2,8] f32[rows,2,8]", "f32[rows,4,8]")]
    [InlineData("attention", "f32[rows,4,8] f32[rows,2,8] f32[rows,2,6]", null)]
    [InlineData("attention", "f32[rows,4,8] f32[rows,1,8] f32[rows,1,8]", null)]
    [InlineData("attention", "f32[rows,4,6] f32[rows,2,8] f32[rows,2,8]", null)]
    [InlineData("attention", "f32[rows,3,8] f32[rows,2,8] f32[rows,2,8]", null)]
    [InlineData("segment_attention", "f32[rows,2,8] f32[rows,2,8] f32[rows,2,8] segment[rows]", "f32[rows,2,8]")]
    [InlineData("segment_attention", "f32[rows,16] f32[rows,16] f32[rows,16] segment[rows]", null)]
    [InlineData("segment_attention", "f32[rows,2,8] f32[rows,2,6] f32[rows,2,6] segment[rows]", null)]
    [InlineData("segment_attention", "f32[rows,2,8] f32[rows,2,8] f32[rows,2,6] segment[rows]", null)]
    [InlineData("segment_attention", "f32[rows,2,8] f32[rows,2,8] f32[rows,2,8] segment[batch]", null)]
    [InlineData("segment_attention", "f32[rows,2,8] f32[rows,2,8] f32[rows,2,8] i32[rows]", null)]
    [InlineData("causal_convolution", "f32[rows,6] f32[24]", "f32[rows,6]")]
    [InlineData("causal_convolution", "f32[rows,5] f32[24]", null)]
    [InlineData("causal_convolution", "f32[rows,6] f32[18]", null)]
    [InlineData("decay_gate", "f32[rows,4] f32[4] f32[4]", "f32[rows,4]")]
    [InlineData("decay_gate", "f32[rows,4] f32[3] f32[3]", null)]
    [InlineData("decay_gate", "f32[rows,4] f32[4] f32[3]", null)]
    [InlineData("delta_rule", "f32[rows,2,6] f32[rows,2,6] f32[rows,4,8] f32[rows,4] f32[rows,4]", "f32[rows,4,8]")]
    [InlineData("delta_rule", "f32[rows,2,6] f32[rows,1,6] f32[rows,4,8] f32[rows,4] f32[rows,4]", null)]
    [InlineData("delta_rule", "f32[rows,2,5] f32[rows,2,5] f32[rows,4,8] f32[rows,4] f32[rows,4]", null)]
    [InlineData("delta_rule", "f32[rows,2,6] f32[rows,2,6] f32[rows,4,7] f32[rows,4] f32[rows,4]", null)]
    [InlineData("delta_rule", "f32[rows,2,6] f32[rows,2,6] f32[rows,2,8] f32[rows,4] f32[rows,4]", null)]
    [InlineData("delta_rule", "f32[rows,2,6] f32[rows,2,6] f32[rows,4,8] f32[rows,2] f32[rows,2]", null)]
    [InlineData("delta_rule", "f32[rows,2,6] f32[rows,2,6] f32[rows,4,8] f32[rows,4] f32[rows,2]", null)]
    [InlineData("delta_rule", "f32[rows,3,6] f32[rows,3,6] f32[rows,4,8] f32[rows,4] f32[rows,4]", null)]
    [InlineData("add", "f32[rows,8] f32[rows,8]", "f32[rows,8]")]
    [InlineData("add", "f32[rows,8] f32[rows,1]", null)]
    [InlineData("multiply", "f32[rows,8] f32[rows,8]", "f32[rows,8]")]
    [InlineData("multiply", "f32[rows,8] f32[rows,1]", "f32[rows,8]")]
    [InlineData("multiply", "f32[rows,8] f32[rows,2]", null)]
    [InlineData("embedding", "i32[rows] f32[9,8]", "f32[rows,8]")]
    [InlineData("embedding", "f32[rows] f32[9,8]", null)]
    [InlineData("embedding", "i32[rows] f32[72]", null)]
    [InlineData("interpolated_embedding", "tap[rows,4] f32[9,8]", "f32[rows,8]")]
    [InlineData("interpolated_embedding", "f32[rows,4] f32[9,8]", null)]
    [InlineData("interpolated_embedding", "tap[rows] f32[9,8]", null)]
    [InlineData("interpolated_embedding", "tap[rows,4] f32[72]", null)]
    [InlineData("linear", "f32[rows,8] f32[5,8]", "f32[rows,5]")]
    [InlineData("linear", "f32[rows,8] f32[5,8] f32[5]", "f32[rows,5]")]
    [InlineData("linear", "f32[rows,8] f32[8]", null)]
    [InlineData("linear", "f32[rows,8] f32[5,7]", null)]
    [InlineData("linear", "f32[rows,8] f32[5,8] f32[8]", null)]
    [InlineData("topk 3", "f32[rows,3]", "route[rows,3]")]
    [InlineData("topk 3", "f32[rows,2]", null)]
    [InlineData("topk 1", "f32[rows,3]", "route[rows,1]")]
    [InlineData("topk 0", "f32[rows,3]", null)]
    [InlineData("experts", "f32[rows,8] route[rows,2] f32[20,8] f32[16,5]", "f32[rows,8]")]
    [InlineData("experts", "f32[rows,8] f32[rows,2] f32[20,8] f32[16,5]", null)]
    [InlineData("experts", "f32[rows,8] route[rows,2] f32[10,8] f32[16,5]", null)]
    [InlineData("experts", "f32[rows,8] route[rows,2] f32[20,7] f32[16,5]", null)]
    [InlineData("experts", "f32[rows,8] route[rows,2] f32[20,8] f32[8,5]", null)]
    [InlineData("experts", "f32[rows,8] route[rows,2] f32[20,8] f32[16,4]", null)]
    [InlineData("rms_norm", "f32[rows,2,8] f32[8]", "f32[rows,2,8]")]
    [InlineData("rms_norm", "f32[rows,2,8] f32[2]", null)]
    [InlineData("layer_norm", "f32[rows,8] f32[8] f32[8]", "f32[rows,8]")]
    [InlineData("layer_norm", "f32[rows,8] f32[7] f32[7]", null)]
    [InlineData("layer_norm", "f32[rows,8] f32[8] f32[7]", null)]
    [InlineData("gated_rms_norm", "f32[rows,8] f32[rows,8] f32[8]", "f32[rows,8]")]
    [InlineData("gated_rms_norm", "f32[rows,8] f32[rows,7] f32[8]", null)]
    [InlineData("gated_rms_norm", "f32[rows,8] f32[rows,8] f32[7]", null)]
    [InlineData("slice 2..6", "f32[rows,6]", "f32[rows,4]")]
    [InlineData("slice 2..6", "f32[rows,5]", null)]
    [InlineData("slice -1..3", "f32[rows,6]", null)]
    [InlineData("slice of nothing", "f32[rows,6]", null)]
    [InlineData("split_heads", "f32[rows,6]", "f32[rows,2,3]")]
    [InlineData("split_heads", "f32[rows,5]", null)]
    [InlineData("split_heads", "f32[rows,2,6]", null)]
    [InlineData("merge_heads", "f32[rows,2,3]", "f32[rows,6]")]
    [InlineData("merge_heads", "f32[rows,6]", null)]
    [InlineData("last_column", "f32[rows,6]", "f32[batch,6]")]
    [InlineData("last_column", "f32[batch,6]", null)]
    [InlineData("merge_rows", "f32[patches,6]", "f32[patches/4,24]")]
    [InlineData("merge_rows", "f32[patches,2,3]", null)]
    [InlineData("merge_rows 1", "f32[patches,6]", "f32[patches,6]")]
    [InlineData("merge_rows 0", "f32[patches,6]", null)]
    public void An_op_takes_or_refuses(string op, string inputs, string? result)
    {
        TensorType[] types = [.. inputs.Split(' ').Select(Parse)];
        if (result is null)
        {
            IrException error = Assert.Throws<IrException>(() => Ops[op].Infer(types));
            Assert.Contains($"inputs are {string.Join(", ", types.AsEnumerable())}", error.Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(result, Ops[op].Infer(types).ToString().Replace(" ", ""));
        }
    }

    [Fact]
    public void Every_op_that_has_a_rule_is_asked()
    {
        IEnumerable<Type> all = typeof(Op).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(Op)));
        Assert.Equal(
            ["Activate", "Dropout", "L2Norm", "MaskPadding", "Parameter", "Sigmoid", "Softmax", "Weight"],
            all.Except(Ops.Values.Select(static op => op.GetType())).Where(static type => type.Namespace == typeof(Op).Namespace).Select(static type => type.Name).Order());
    }

    [Theory]
    [InlineData("attention", "attention<causal>")]
    [InlineData("topk 3", "topk<k=3, renormalise>")]
    [InlineData("topk 1", "topk<k=1>")]
    [InlineData("slice 2..6", "slice<2..6>")]
    [InlineData("causal_convolution", "causal_convolution<kernel=4, silu>")]
    public void An_op_prints_what_it_does(string op, string text) => Assert.Equal(text, Ops[op].ToString());

    [Fact]
    public void Attention_prints_window_and_dropout() =>
        Assert.Equal("attention<window=5, dropout=0.25>", new Attention(new StateSpec.KeyValue(2, 8), 5) { Dropout = 0.25 }.ToString());

    [Fact]
    public void Sizes_are_multiplied_and_printed()
    {
        Assert.Equal("f32[6*rows, rows, 12]", TensorType.Of(ElementType.F32, Dim.Rows * 2 * 3, Dim.Rows, new Dim(4) * 3).ToString());
        Assert.Equal(7, TensorType.Of(ElementType.F32, Dim.Rows, 7).Width);
        Assert.Throws<IrException>(() => TensorType.Of(ElementType.F32).Width);
        Assert.Throws<IrException>(() => TensorType.Of(ElementType.F32, 7, Dim.Rows).Width);
    }

    private static TensorType Parse(string text)
    {
        string[] parts = text.TrimEnd(']').Split('[', ',');
        return TensorType.Of(Enum.Parse<ElementType>(parts[0], ignoreCase: true), [.. parts.Skip(1).Select(Size)]);
    }

    private static Dim Size(string text) => text switch
    {
        "rows" => Dim.Rows,
        "batch" => Dim.Batch,
        "patches" => Dim.Patches,
        _ => int.Parse(text, CultureInfo.InvariantCulture),
    };
}
