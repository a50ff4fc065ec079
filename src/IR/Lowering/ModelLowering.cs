using System.Linq;

namespace Modelwright.IR;

/// <summary>
/// From the spec to the module: one block for each kind of layer, an entry and the exits, and which layer is of which kind.
/// The mathematics of each part is in the lowering of that name.
/// </summary>
internal static class ModelLowering
{
    public static Module Lower(ModelSpec spec)
    {
        Tower[] towers = spec.Vision is VisionSpec vision ? Concurrently.Run(() => Text(spec), () => VisionLowering.Lower(vision)) : [Text(spec)];
        return new Module(spec, towers);
    }

    private static Tower Text(ModelSpec spec)
    {
        LayerSpec[] kinds = [.. spec.Layers.Distinct()];
        return new Tower(
            "text",
            Entry(spec),
            kinds.Select(kind => Layer(spec, kind)).ToEquatableArray(),
            spec.Layers.Select(layer => System.Array.IndexOf(kinds, layer)).ToEquatableArray(),
            [ExitLowering.Lower(spec)]);
    }

    private static Block Entry(ModelSpec spec)
    {
        GraphBuilder b = new();
        ValueId tokens = b.Add(new Parameter(InputPort.Tokens, TensorType.Of(ElementType.I32, Dim.Rows)));
        ValueId table = b.Add(new Weight(ModelWeights.Embedding(spec)));
        return new Block("embeddings", "the residual stream from the tokens", b.Build(b.Add(new Embedding(), "model.embed_tokens", [tokens, table])));
    }

    private static Block Layer(ModelSpec spec, LayerSpec kind)
    {
        LayerContext c = new(spec, kind, new GraphBuilder());
        ValueId x = c.Add(new Parameter(InputPort.Residual, TensorType.Of(ElementType.F32, Dim.Rows, spec.HiddenSize)), "");
        x = kind.Mixer == MixerKind.LinearAttention ? DeltaNetLowering.Lower(c, x) : AttentionLowering.Lower(c, x);
        x = FeedForwardLowering.Lower(c, x);
        return new Block(NameOf(kind), About(kind), c.Builder.Build(x));
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

    private static string About(LayerSpec kind)
    {
        string mixer = kind.Mixer switch
        {
            MixerKind.FullAttention => "full attention",
            MixerKind.SlidingAttention => "sliding attention",
            MixerKind.LinearAttention => "linear attention",
            _ => throw new IrException($"layer kind {kind}"),
        };
        return mixer + (kind.FeedForward == FeedForwardKind.Experts ? " and experts" : " and a dense MLP");
    }
}
