using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace TorchSharp.Managed;

/// <summary>The one hot loop: rows of one matrix times rows of another.</summary>
internal static class Products
{
    /// <summary><c>c[i, j] = Σ_p a[i, p]·b[j, p]</c>, all contiguous; so <paramref name="b"/> is the right factor transposed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RowsByRows<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int rows, int columns, int inner)
        where T : struct, INumber<T>
    {
        for (int i = 0; i < rows; i++)
        {
            ReadOnlySpan<T> left = a.Slice(i * inner, inner);
            for (int j = 0; j < columns; j++)
            {
                c[(i * columns) + j] = Dot(left, b.Slice(j * inner, inner));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Dot<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b)
        where T : struct, INumber<T>
    {
        int width = Vector<T>.Count;
        int i = 0;
        T sum = T.Zero;
        if (a.Length >= width)
        {
            Vector<T> first = Vector<T>.Zero;
            Vector<T> second = Vector<T>.Zero;
            for (; i + (2 * width) <= a.Length; i += 2 * width)
            {
                first += new Vector<T>(a[i..]) * new Vector<T>(b[i..]);
                second += new Vector<T>(a[(i + width)..]) * new Vector<T>(b[(i + width)..]);
            }

            for (; i + width <= a.Length; i += width)
            {
                first += new Vector<T>(a[i..]) * new Vector<T>(b[i..]);
            }

            sum = Vector.Sum(first + second);
        }

        for (; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
