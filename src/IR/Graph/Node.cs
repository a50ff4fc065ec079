using System.Globalization;

namespace Modelwright.IR;

/// <summary>
/// A value of a graph, by the index of the node that defines it. It is no struct because collections of references come compiled with the framework, and those of a struct of ours would
/// be compiled anew in every process that builds.
/// </summary>
internal sealed record ValueId(int Index)
{
    public override string ToString() => "%" + Index.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One operation. <paramref name="Origin"/> says which config key or checkpoint module it comes from; generated code repeats it as a comment.</summary>
internal sealed record Node(ValueId Result, Op Op, EquatableArray<ValueId> Inputs, TensorType Type, string Origin);
