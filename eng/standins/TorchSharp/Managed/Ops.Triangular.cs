using System;
using static TorchSharp.torch;

namespace TorchSharp.Managed;

internal static partial class Ops
{
    /// <summary>X with A·X = B (left) or X·A = B, for a triangular A; only its triangle is read.</summary>
    public static NativeTensor SolveTriangular(NativeTensor a, NativeTensor b, bool upper, bool left, bool unit)
    {
        if (a.Type is not (ScalarType.Float32 or ScalarType.Float64))
        {
            throw NativeError.Of($"\"triangular_solve_cpu\" not implemented for '{ElementTypes.NativeName(a.Type)}'");
        }

        RefuseOtherType("linalg.solve_triangular: Expected A and B to have the same dtype, but found A of type {0} and B of type {1} instead", a, b);
        if (a.Rank < 2 || b.Rank < 2 || a.Sizes[^1] != a.Sizes[^2])
        {
            throw NativeError.Of("linalg.solve_triangular: A must be batches of square matrices, but they are " + Shape.Text(a.Sizes));
        }

        if (!left)
        {
            NativeTensor turned = SolveTriangular(Transpose(a, -2, -1), Transpose(b, -2, -1), !upper, left: true, unit);
            return Transpose(turned, -2, -1);
        }

        int n = (int)a.Sizes[^1];
        if (b.Sizes[^2] != n)
        {
            throw NativeError.Of($"linalg.solve_triangular: Incompatible shapes of A and B for the equation AX = B ({Pair(a.Sizes.AsSpan(a.Rank - 2))} and {Pair(b.Sizes.AsSpan(b.Rank - 2))})");
        }

        long[] batch = Shape.Broadcast(a.Sizes.AsSpan(0, a.Rank - 2), b.Sizes.AsSpan(0, b.Rank - 2));
        NativeTensor matrices = Expand(a, [.. batch, n, n]);
        NativeTensor sides = Expand(b, [.. batch, n, b.Sizes[^1]]);
        double[] x = sides.ToDoubles();
        Substitute(matrices.ToDoubles(), x, n, (int)b.Sizes[^1], upper, unit);
        NativeTensor result = NativeTensor.From(x, sides.Sizes, b.Type);
        return Tape.Record(result, "LinalgSolveTriangularBackward0", [matrices, sides], [matrices, result], (g, s) =>
        {
            NativeTensor toSides = SolveTriangular(Transpose(s[0], -2, -1), g, !upper, left: true, unit);
            NativeTensor toMatrix = Triangle(Neg(Matmul(toSides, Transpose(s[1], -2, -1))), unit ? (upper ? 1 : -1) : 0, upper);
            return [toMatrix, toSides];
        });
    }

    private static void Substitute(double[] matrices, double[] x, int n, int columns, bool upper, bool unit)
    {
        int count = n * columns == 0 ? 0 : x.Length / (n * columns);
        for (int m = 0; m < count; m++)
        {
            ReadOnlySpan<double> a = matrices.AsSpan(m * n * n, n * n);
            Span<double> rows = x.AsSpan(m * n * columns, n * columns);
            for (int step = 0; step < n; step++)
            {
                int i = upper ? n - 1 - step : step;
                for (int j = upper ? i + 1 : 0; j < (upper ? n : i); j++)
                {
                    for (int c = 0; c < columns; c++)
                    {
                        rows[(i * columns) + c] -= a[(i * n) + j] * rows[(j * columns) + c];
                    }
                }

                for (int c = 0; !unit && c < columns; c++)
                {
                    rows[(i * columns) + c] /= a[(i * n) + i];
                }
            }
        }
    }
}
