using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>The product of some rows of activations and a panel's width of a matrix's rows: what every operation with weights consists of.</summary>
internal static unsafe class PanelProduct
{
    /// <summary>From this many rows of activations on it pays to transpose weights once for all of them.</summary>
    public const int PackedRows = 6;

    /// <summary>Columns that are packed at once: the panel then stays in the second-level cache.</summary>
    public const int Depth = 512;

    /// <summary><c>product[m, PanelWidth] = x[m, columns] · rows row..row + count of the matrix</c>; columns of the product beyond count hold anything.</summary>
    public static void Compute(CpuKernels kernels, CpuMatrix matrix, int row, int count, float* x, long xStride, int m, Worker worker, float* product)
    {
        int width = kernels.PanelWidth;
        nint* rows = stackalloc nint[width];
        matrix.Pointers(row, count, new Span<nint>(rows, width));
        if (m < PackedRows)
        {
            kernels.Dot(matrix.Format, (byte**)rows, count, matrix.Columns, x, xStride, m, product, width);
            return;
        }

        float* panel = worker.Floats(WorkerMemory.Panel, (long)Depth * width);
        float factor = kernels.Factor(matrix.Format);
        for (int start = 0; start < matrix.Columns; start += Depth)
        {
            int length = Math.Min(Depth, matrix.Columns - start);
            kernels.Pack(matrix.Format, (byte**)rows, start, length, panel);
            kernels.Multiply(x + start, xStride, m, panel, length, factor, product, width, accumulate: start > 0);
        }
    }

    /// <summary>Panels that a chunk takes: enough bytes that handing it out costs nothing beside it, few enough that every thread gets several.</summary>
    public static int PerChunk(CpuMatrix matrix, int panels, int panelWidth, int threads)
    {
        const long chunkBytes = 1 << 16;
        long fitting = Math.Max(1, chunkBytes / (panelWidth * matrix.RowBytes));
        return (int)Math.Clamp(panels / (4L * threads), 1, fitting);
    }
}
