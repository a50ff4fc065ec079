using System.Collections.Generic;

namespace Modelwright.IR;

/// <summary>
/// What a node computes. Ops are values: sealed records, one per meaning, attributes typed.
/// <paramref name="Name"/> is the op's word in printed graphs.
/// </summary>
internal abstract record Op(string Name)
{
    /// <summary>The attributes as printed between angle brackets; empty for an op without any.</summary>
    public virtual string Attributes => "";

    /// <summary>The type of the result; throws <see cref="IrException"/> where the inputs do not fit.</summary>
    public abstract TensorType Infer(IReadOnlyList<TensorType> inputs);

    /// <summary>The input whose storage the result overwrites (residual streams are updated in place), or -1.</summary>
    public virtual int InPlaceInput => -1;

    /// <summary>The state this op moves on, or null.</summary>
    public virtual StateSpec? AdvancesState => null;

    public sealed override string ToString() => Attributes.Length == 0 ? Name : $"{Name}<{Attributes}>";

    /// <summary>Rule of every op: throws unless <paramref name="holds"/>.</summary>
    protected void Require(bool holds, string rule, IReadOnlyList<TensorType> inputs)
    {
        if (!holds)
        {
            throw new IrException($"{this}: {rule}; inputs are {string.Join(", ", inputs)}");
        }
    }
}
