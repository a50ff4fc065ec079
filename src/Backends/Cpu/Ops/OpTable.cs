using Modelwright.IR;

namespace Modelwright.Backends.Cpu;

/// <summary>The call, or the calls, that an op becomes.</summary>
internal static class OpTable
{
    public static readonly OpTable<CallSite, string> Entries = new OpTable<CallSite, string>()
        .On<Parameter>(static (_, _) => "")
        .On<Weight>(static (_, _) => "")
        .On<LastColumn>(static (_, _) => "")
        .On<Embedding>(static (s, _) => $"c.Embed({s.Slot(1)}, {s.Result});")
        .On<RmsNorm>(static (s, op) => Norm(s, op.Norm))
        .On<LayerNorm>(static (s, op) => $"c.LayerNorm({s.Buffer(0)}, {s.Slot(1)}, {s.Slot(2)}, {s.Layer}, epsilon: {Literal.Of(op.Epsilon)}, {s.Result});")
        .On<MergeRows>(static (_, _) => "")
        .On<InterpolatedEmbedding>(static (s, _) => $"c.Interpolate({s.Slot(1)}, {s.Result});")
        .On<MaskedNorm>(static (s, op) => $"{Norm(s, op.Norm)}\nc.MaskPadding({s.Result});")
        .On<Linear>(static (s, _) => s.IsExit
            ? $"c.ExitLinear({s.BeforeLastColumn(0)}, {s.Slot(1)}, {s.Bias(2)}, {s.Result});"
            : $"c.Linear({s.Buffer(0)}, {s.Slot(1)}, {s.Bias(2)}, {s.Layer}, {s.Result});")
        .On<LinearAdd>(static (s, _) => $"c.LinearAdd({s.Buffer(0)}, {s.Slot(1)}, {s.Bias(3)}, {s.Layer}, {s.Buffer(2)});")
        .On<LinearActivate>(static (s, op) => $"c.LinearActivate({s.Buffer(0)}, {s.Slot(1)}, {s.Bias(2)}, {s.Layer}, {LayoutText.Function(op.Function)}, {s.Result});")
        .On<RotatedAttention>(static (s, op) => $"c.Attention({s.Buffer(0)}, heads: {Literal.Of(op.Heads)}, {s.Result});")
        .On<LinearAddGated>(static (s, op) => $"c.LinearAddGated({s.Buffer(0)}, {s.Slot(1)}, layer, {s.Buffer(3)}, column: {Literal.Of(op.Column)}, {s.Buffer(2)});")
        .On<GatedLinear>(static (s, op) => $"c.GatedLinear({s.Buffer(0)}, {s.Slot(1)}, layer, {LayoutText.Function(op.Function)}, {s.Result});")
        .On<CachedAttention>(static (s, _) => $"c.Attention({s.Buffer(0)}, {s.Slot(2)}, {s.Slot(3)}, layer, {s.Layout}, {s.Result});")
        .On<WantedRows>(static (s, _) => $"c.KeepWanted({s.Buffer(0)}, layer);")
        .On<MixedConvolution>(static (s, _) => $"c.Convolution({s.Buffer(0)}, {s.Slot(1)}, layer, {s.Layout}, {s.Result});")
        .On<GatedDelta>(static (s, _) => $"c.DeltaRule({s.Buffer(0)}, {s.Buffer(1)}, {s.Slot(2)}, {s.Slot(3)}, {s.Slot(4)}, layer, {s.Layout}, {s.Result});")
        .On<RoutedExperts>(static (s, _) => $"c.Experts({s.Buffer(0)}, {s.Buffer(1)}, {s.Slot(2)}, {s.Slot(4)}, layer, {s.Layout}, {s.Buffer(3)});");

    private static string Norm(CallSite s, NormSpec norm)
    {
        string constants = $"epsilon: {Literal.Of(norm.Epsilon)}, zeroCentred: {Literal.Of(norm.ZeroCentred)}, {s.Result}";
        return s.IsExit ? $"c.ExitNorm({s.Buffer(0)}, {s.Slot(1)}, {constants});" : $"c.RmsNorm({s.Buffer(0)}, {s.Slot(1)}, layer, {constants});";
    }
}
