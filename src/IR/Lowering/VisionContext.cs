namespace Modelwright.IR;

/// <summary>What the lowerings of the vision tower's parts share.</summary>
internal sealed record VisionContext(VisionSpec Spec, GraphBuilder Builder) : BlockContext(Builder)
{
    /// <summary>Epsilon of every norm; no key of the config.</summary>
    private const float Epsilon = 1e-6f;

    public VisionContext(VisionSpec spec)
        : this(spec, new GraphBuilder())
    {
    }

    /// <summary>The residual stream, a row a patch.</summary>
    public ValueId Residual() => Add(new Parameter(InputPort.Residual, TensorType.Of(ElementType.F32, Dim.Patches, Spec.HiddenSize)), "");

    public ValueId Norm(ValueId x, WeightSlot weight, WeightSlot bias, string origin) => Add(new LayerNorm(Epsilon), origin, x, Weight(weight), Weight(bias));

    public ValueId Linear(ValueId x, (WeightSlot Weight, WeightSlot Bias) weights, string origin) =>
        Add(new Linear(), origin, x, Weight(weights.Weight), Weight(weights.Bias));
}
