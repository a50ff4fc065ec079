using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Modelwright.Tests;

namespace Modelwright.Runtime.Tests;

/// <summary>The files, the numbers in them, and how they are read.</summary>
public sealed partial class GgufDeltaNetTests
{
    private static GgufBuilder File(string architecture, int valueHeads = ValueHeads, int valueDim = ValueDim) => new GgufBuilder()
        .Key("general.architecture", architecture)
        .Key(architecture + ".ssm.group_count", KeyHeads)
        .Key(architecture + ".ssm.time_step_rank", (uint)valueHeads)
        .Key(architecture + ".ssm.state_size", KeyDim)
        .Key(architecture + ".ssm.inner_size", (uint)(valueHeads * valueDim));

    private Checkpoint Open(GgufBuilder file)
    {
        System.IO.File.WriteAllBytes(_folder["model.gguf"], file.ToBytes());
        return Checkpoint.Open(_folder["model.gguf"]);
    }

    /// <summary>A number of a row and a column that each type has without loss.</summary>
    private static float Number(uint type, int row, int column) => type == Q8 ? Code(row, column) * (float)Scale(row, column / 32) : ((row * 7) + (column * 3)) % 2039;

    private static sbyte Code(int row, int column) => (sbyte)((((row * 7) + (column * 3)) % 251) - 125);

    private static Half Scale(int row, int block) => (Half)(0.125f * (1 + ((row + (3 * block)) % 13)));

    private static byte[] Matrix(uint type, int rows, int columns)
    {
        List<byte> bytes = [];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                if (type == Q8 && column % 32 == 0)
                {
                    bytes.AddRange(BitConverter.GetBytes(Scale(row, column / 32)));
                }

                bytes.AddRange(type == Q8 ? [(byte)Code(row, column)] : type == Float16 ? BitConverter.GetBytes((Half)Number(type, row, column)) : BitConverter.GetBytes(Number(type, row, column)));
            }
        }

        return [.. bytes];
    }

    /// <summary>Reads it whole, from the middle on, and as it is stored packed.</summary>
    private static void AssertRows(Checkpoint checkpoint, string name, uint type, int columns, int[] rows, int[]? ofColumns = null)
    {
        CheckpointTensor tensor = checkpoint[Layer + name];
        float[] wanted = [.. rows.SelectMany(row => Enumerable.Range(0, columns).Select(column => Number(type, row, ofColumns is null ? column : ofColumns[column])))];
        Assert.Equal([rows.Length, columns], tensor.Shape);
        Assert.Equal(wanted, tensor.ToFloats());
        Assert.Equal(type == Q8 ? "Q8_0" : type == Float16 ? "F16" : "F32", tensor.DType);

        int first = rows.Length / 2;
        float[] rest = new float[(rows.Length - first) * columns];
        tensor.Read((long)first * columns, rest.Length, ElementFormat.Float32, MemoryMarshal.AsBytes(rest.AsSpan()));
        Assert.Equal(wanted[(first * columns)..], rest);
        if (type == Q8)
        {
            AssertStored(tensor, wanted, rows.Length, columns, first);
        }
    }

    private static void AssertStored(CheckpointTensor tensor, float[] wanted, int rows, int columns, int first)
    {
        ScaledBlocks blocks = tensor.Packed!.Blocks!;
        Assert.True(tensor.Packed.IsQuantised);
        int stride = (int)blocks.RowBytes(columns) + 16;
        byte[] stored = new byte[(rows - first) * stride];
        tensor.Packed.Store(first, rows - first, stride, stored);
        float[] row = new float[columns];
        for (int i = first; i < rows; i++)
        {
            blocks.Decode(stored.AsSpan((i - first) * stride, stride - 16), row);
            Assert.Equal(wanted[(i * columns)..((i + 1) * columns)], row);
        }
    }
}
