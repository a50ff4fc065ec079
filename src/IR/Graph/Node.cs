using System.Globalization;

namespace Modelwright.IR;

/// <summary>A value of a graph, by the index of the node that defines it.</summary>
internal readonly record struct ValueId(int Index)
{
    public override string ToString() => "%" + Index.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One operation. <paramref name="Origin"/> says which config key or checkpoint module it comes from; generated code repeats it as a comment.</summary>
internal sealed record Node(ValueId Result, Op Op, EquatableArray<ValueId> Inputs, TensorType Type, string Origin);
