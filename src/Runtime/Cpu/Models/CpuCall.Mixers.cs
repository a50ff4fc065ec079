namespace Modelwright.Runtime.Cpu;

/// <summary>The operations that have states.</summary>
public sealed unsafe partial class CpuCall
{
    /// <summary>
    /// Norms and turns queries and keys, appends keys and values to the layer's cache and attends to it: [queries | gates | keys | values] to [heads · dim].
    /// The projection's queries and keys are overwritten.
    /// </summary>
    /// <param name="projection">The rows.</param>
    /// <param name="queryNorm">Slot of the query norm's weight.</param>
    /// <param name="keyNorm">Slot of the key norm's weight.</param>
    /// <param name="layer">The layer, whose cache it is.</param>
    /// <param name="layout">Sizes.</param>
    /// <param name="to">Receives the result, gated where the layout says so.</param>
    public void Attention(CpuBuffer projection, int queryNorm, int keyNorm, int layer, AttentionLayout layout, CpuBuffer to)
    {
        (nint keys, nint values) = _memory.KeysAndValues(layer, layout);
        AttentionCall call = new()
        {
            Layout = layout,
            Shape = Shape,
            Cache = _memory.Cache,
            Projection = Pointer(projection),
            Attended = Pointer(to),
            QueryNorm = Weights.Vector(queryNorm, layer),
            KeyNorm = Weights.Vector(keyNorm, layer),
            Rope = _memory.Rope,
            Keys = (byte*)keys,
            Values = (byte*)values,
            FirstWanted = layer == _lastLayer && _wanted.AreFew ? _wanted.FirstColumn : 0,
        };
        Engine.AttentionPrepare.Run(call);
        if (Shape.Columns == 1)
        {
            Engine.AttentionDecode.Run(call);
        }
        else
        {
            Engine.AttentionPrefill.Run(call);
        }
    }

    /// <summary>The causal convolution over the projection's first channels, and the norms of queries and keys behind it.</summary>
    /// <param name="projection">[queries | keys | values | output gates | write gates | decays].</param>
    /// <param name="filter">Slot of the filters, kept transposed.</param>
    /// <param name="layer">The layer, whose last inputs are remembered.</param>
    /// <param name="layout">Sizes.</param>
    /// <param name="to">Receives [queries | keys | values].</param>
    public void Convolution(CpuBuffer projection, int filter, int layer, DeltaLayout layout, CpuBuffer to) =>
        Engine.Convolution.Run(Delta(projection, to, layer, layout) with { Filter = Weights.Vector(filter, layer) });

    /// <summary>The gated delta rule over the call's columns, and the gated norm of its result.</summary>
    /// <param name="projection">As for <see cref="Convolution"/>.</param>
    /// <param name="mixed">What the convolution gave.</param>
    /// <param name="decayLogarithms">Slot of <c>A_log</c>.</param>
    /// <param name="timeBias">Slot of <c>dt_bias</c>.</param>
    /// <param name="norm">Slot of the gated norm's weight.</param>
    /// <param name="layer">The layer, whose state moves on.</param>
    /// <param name="layout">Sizes.</param>
    /// <param name="to">Receives [value heads · value dim].</param>
    public void DeltaRule(CpuBuffer projection, CpuBuffer mixed, int decayLogarithms, int timeBias, int norm, int layer, DeltaLayout layout, CpuBuffer to) =>
        Engine.DeltaRule.Run(Delta(projection, mixed, layer, layout) with
        {
            Output = Pointer(to),
            DecayLogarithms = Weights.Vector(decayLogarithms, layer),
            TimeBias = Weights.Vector(timeBias, layer),
            Norm = Weights.Vector(norm, layer),
        });

    private DeltaCall Delta(CpuBuffer projection, CpuBuffer mixed, int layer, DeltaLayout layout)
    {
        (nint inputs, nint matrices) = _memory.InputsAndMatrices(layer);
        return new DeltaCall
        {
            Layout = layout,
            Shape = Shape,
            Projection = Pointer(projection),
            Mixed = Pointer(mixed),
            Inputs = (float*)inputs,
            States = (float*)matrices,
        };
    }
}
