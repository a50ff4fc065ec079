using System.Linq;

namespace Modelwright.IR;

/// <summary>Element type and shape, outermost dimension first.</summary>
internal sealed record TensorType(ElementType Element, EquatableArray<Dim> Shape)
{
    /// <summary>The last dimension, which every op of ours knows as a number.</summary>
    public int Width => Shape.Count > 0 && Shape[^1].IsKnown
        ? Shape[^1].Factor
        : throw new IrException($"the last dimension of {this} is not a number");

    public static TensorType Of(ElementType element, params Dim[] shape) => new(element, new EquatableArray<Dim>(shape));

    /// <summary>The same tensor with another last dimension.</summary>
    public TensorType WithWidth(int width) =>
        this with { Shape = Shape.Take(Shape.Count - 1).Append(width).ToEquatableArray() };

    public override string ToString() => $"{Element.ToString().ToLowerInvariant()}[{string.Join(", ", Shape)}]";
}
