using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>
/// From the spec to the module: one block for each kind of layer, an entry and an exit, and the table that says which layer is which.
/// The mathematics of each part is in the lowering of that name.
/// </summary>
internal static class ModelLowering
{
    public static Module Lower(ModelSpec spec)
    {
        LayerSpec[] kinds = [.. spec.Layers.Distinct()];
        EquatableArray<Block> blocks = kinds.Select(kind => Layer(spec, kind)).ToEquatableArray();
        Function Of(FunctionKind kind) => new(kind, Entry(spec), blocks, Exit(spec));
        return new Module(spec, [Of(FunctionKind.Prefill), Of(FunctionKind.Decode)], Table(spec, kinds));
    }

    private static LayerTable Table(ModelSpec spec, LayerSpec[] kinds)
    {
        List<LayerEntry> entries = [];
        Dictionary<bool, int> states = new() { [true] = 0, [false] = 0 };
        for (int layer = 0; layer < spec.Layers.Count; layer++)
        {
            LayerSpec kind = spec.Layers[layer];
            bool recurrent = kind.Mixer == MixerKind.LinearAttention;
            entries.Add(new LayerEntry(layer, System.Array.IndexOf(kinds, kind), states[recurrent]++));
        }

        return new LayerTable(entries.ToEquatableArray());
    }

    private static Block Entry(ModelSpec spec)
    {
        GraphBuilder b = new();
        ValueId tokens = b.Add(new Parameter("tokens", TensorType.Of(ElementType.I32, Dim.Rows)));
        ValueId table = b.Add(new Weight(ModelWeights.Embedding(spec)));
        return new Block("embeddings", b.Build(b.Add(new Embedding(), "model.embed_tokens", [tokens, table])));
    }

    private static Block Layer(ModelSpec spec, LayerSpec kind)
    {
        LayerContext c = new(spec, kind, new GraphBuilder());
        ValueId x = c.Add(new Parameter("x", TensorType.Of(ElementType.F32, Dim.Rows, spec.HiddenSize)), "");
        x = kind.Mixer == MixerKind.LinearAttention ? DeltaNetLowering.Lower(c, x) : AttentionLowering.Lower(c, x);
        x = FeedForwardLowering.Lower(c, x);
        return new Block(NameOf(kind), c.Builder.Build(x));
    }

    private static Block Exit(ModelSpec spec)
    {
        GraphBuilder b = new();
        ValueId x = b.Add(new Parameter("x", TensorType.Of(ElementType.F32, Dim.Rows, spec.HiddenSize)));
        ValueId norm = b.Add(
            new RmsNorm(spec.Norm),
            "model.norm (rms_norm_eps)",
            [x, b.Add(new Weight(ModelWeights.FinalNorm(spec)))]);
        ValueId last = b.Add(new LastColumn(), norm);
        string origin = spec.TiedEmbeddings ? "lm_head (tie_word_embeddings)" : "lm_head";
        ValueId logits = b.Add(new Linear(), origin, [last, b.Add(new Weight(ModelWeights.Head(spec)))]);
        return new Block("logits", b.Build(logits));
    }

    private static string NameOf(LayerSpec kind)
    {
        string mixer = kind.Mixer switch
        {
            MixerKind.FullAttention => "full_attention",
            MixerKind.SlidingAttention => "sliding_attention",
            MixerKind.LinearAttention => "linear_attention",
            _ => throw new IrException($"layer kind {kind}"),
        };
        return kind.FeedForward == FeedForwardKind.Experts ? mixer + "_experts" : mixer + "_dense";
    }
}
