namespace Modelwright.IR;

/// <summary>What the lowerings of a block's parts share.</summary>
internal abstract record BlockContext(GraphBuilder Builder)
{
    public ValueId Add(Op op, string origin, params ValueId[] inputs) => Builder.Add(op, origin, inputs);

    public ValueId Weight(WeightSlot slot) => Builder.Add(new Weight(slot));

    /// <summary>Entries <paramref name="start"/>.. of each row as heads: [rows, heads, size].</summary>
    public ValueId Heads(ValueId rows, int start, int heads, int size) =>
        Builder.Add(new SplitHeads(heads), Builder.Add(new Slice(start, heads * size), rows));
}
