using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;
using Modelwright.Runtime;
using Kernel = Modelwright.Backends.Vulkan.Kernel;

namespace Modelwright.Backends.Tests;

/// <summary>What the kernels read.</summary>
public sealed partial class WindowKernelTests
{
    private static KernelBuffer Rows(int seed, int width, int tokens = 1) => KernelBuffer.Rows(Reference.Numbers(seed, Batch * tokens * width), width);

    private static KernelBuffer Matrix(int seed, int rows, int columns, string format = "Float32") => KernelBuffer.Matrix(Reference.Numbers(seed, rows * columns), columns, format);

    private static KernelBuffer Vector(int seed, int length) => KernelBuffer.Vector(Reference.Numbers(seed, length));

    private static KernelBuffer Floats(int seed, int count) => KernelBuffer.Of([.. Reference.Numbers(seed, count, 0.3).Select(static x => (float)x)]);

    /// <summary>Heads of 20 numbers, padded with zeros to 24.</summary>
    private static KernelBuffer Heads(int seed, int count)
    {
        KernelBuffer heads = KernelBuffer.Of(new float[count * 24]);
        double[] numbers = Reference.Numbers(seed, count * 20);
        for (int i = 0; i < numbers.Length; i++)
        {
            heads.Floats[(i / 20 * 24) + (i % 20)] = (float)numbers[i];
        }

        return heads;
    }

    /// <summary>Three experts a token, the first and the last among them, and the shared one where there is one.</summary>
    private static KernelBuffer Routes(RoutedExperts op)
    {
        List<uint> words = [];
        foreach (uint expert in Enumerable.Range(0, Batch).SelectMany(row => (uint[])[5, (uint)row, 2, .. op.SharedWidth is null ? Array.Empty<uint>() : [(uint)op.Count]]))
        {
            words.AddRange([expert, BitConverter.SingleToUInt32Bits(0.2f + (0.1f * words.Count))]);
        }

        return KernelBuffer.Of([.. words]);
    }
}
