using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>Products whose weights may be stored in another type than the activations have: they are converted where they are used, which costs less than a product in a type the device is slow in.</summary>
public static class Projections
{
    /// <summary>A projection of <paramref name="x"/>, in x's type.</summary>
    /// <param name="projection">Weight [outputs, inputs], and a bias where it has one.</param>
    /// <param name="x">[…, inputs].</param>
    /// <returns>[…, outputs].</returns>
    public static Tensor Project(this Linear projection, Tensor x) => Apply(x, projection.weight, projection.bias);

    /// <summary>As <see cref="Project"/>, of a weight without a module.</summary>
    /// <param name="x">[…, inputs].</param>
    /// <param name="weight">[outputs, inputs].</param>
    /// <param name="bias">[outputs]; null for none.</param>
    public static Tensor Apply(Tensor x, Tensor weight, Tensor? bias = null)
    {
        if (weight.dtype == x.dtype)
        {
            return nn.functional.linear(x, weight, bias);
        }

        // Freed at once: the next weight is converted into the same memory. Kept to the end of a layer, they cost more than the products.
        using Tensor converted = weight.to(x.dtype);
        using Tensor? shift = bias?.to(x.dtype);
        return nn.functional.linear(x, converted, shift);
    }

    /// <summary>Some of the projected rows, in blocks that lie apart.</summary>
    /// <param name="projected">[…, all rows].</param>
    /// <param name="start">The first row.</param>
    /// <param name="stride">Rows from one block to the next.</param>
    /// <param name="rows">Rows of a block.</param>
    /// <param name="blocks">Number of blocks.</param>
    /// <returns>[…, blocks * rows].</returns>
    public static Tensor Rows(Tensor projected, long start, long stride, long rows, long blocks) => blocks == 1
        ? projected.narrow(-1, start, rows)
        : projected.narrow(-1, start, ((blocks - 1) * stride) + rows).unfold(-1, rows, stride).flatten(-2);
}
