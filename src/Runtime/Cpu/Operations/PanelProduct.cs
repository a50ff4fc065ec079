using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>The product of some rows of activations and some of a matrix's rows: what every operation with weights consists of.</summary>
internal static unsafe class PanelProduct
{
    /// <summary>From this many rows of activations on it pays to transpose weights once for all of them.</summary>
    public const int PackedRows = 6;

    /// <summary>Columns that are packed at once: the panel then stays in the second-level cache.</summary>
    public const int Depth = 512;

    /// <summary>Rows of the matrix that one product takes: a panel where weights are transposed, else as many as are wanted.</summary>
    public static int Step(CpuKernels kernels, int m, int wanted) => m < PackedRows ? wanted : kernels.PanelWidth;

    /// <summary>
    /// <c>product[m, stride] = x[m, columns] · rows row..row + count of the matrix</c>, count at most <see cref="Step"/>; columns of the product beyond count hold anything.
    /// </summary>
    /// <remarks>The worker counts the bytes that products of few rows read, which is what decoding waits for.</remarks>
    public static void Compute(CpuKernels kernels, CpuMatrix matrix, int row, int count, float* x, long xStride, int m, Worker worker, float* product, int stride)
    {
        if (m >= PackedRows)
        {
            Multiply(kernels, matrix, row, count, x, xStride, m, worker, product, stride);
            return;
        }

        while (count > 0)
        {
            byte* rows = matrix.Run(row, out int length, out BlockFormat format);
            length = Math.Min(length, count);
            worker.WeightBytes += length * format.PackedRowBytes(matrix.Columns);
            if (format is ElementBlocks plain)
            {
                kernels.Dot(plain.Element, rows, length, matrix.Columns, x, xStride, m, product, stride);
            }
            else
            {
                kernels.DotCodes((ScaledBlocks)format, rows, length, matrix.Columns, x, xStride, m, product, stride);
            }

            row += length;
            count -= length;
            product += length;
        }
    }

    /// <summary>Rows that a chunk takes: enough bytes that handing it out costs nothing beside it, few enough that every thread gets several.</summary>
    /// <param name="kernels">The width of a panel, of which a chunk has one or several.</param>
    /// <param name="matrix">The matrix.</param>
    /// <param name="rows">Rows of it that are handed out.</param>
    /// <param name="threads">Threads that take chunks.</param>
    public static int RowsPerChunk(CpuKernels kernels, CpuMatrix matrix, int rows, int threads)
    {
        const long chunkBytes = 1 << 16;
        long fitting = Math.Max(1, chunkBytes / (kernels.PanelWidth * (matrix.Bytes / matrix.Rows)));
        long panels = (rows + kernels.PanelWidth - 1) / kernels.PanelWidth;
        return (int)Math.Clamp(panels / (4L * threads), 1, fitting) * kernels.PanelWidth;
    }

    private static void Multiply(CpuKernels kernels, CpuMatrix matrix, int row, int count, float* x, long xStride, int m, Worker worker, float* product, int stride)
    {
        if (matrix.Element is not ElementFormat element)
        {
            MultiplyWidened(kernels, matrix, row, count, x, xStride, m, worker, product, stride);
            return;
        }

        int width = kernels.PanelWidth;
        nint* rows = stackalloc nint[width];
        matrix.Pointers(row, count, new Span<nint>(rows, width));
        float* panel = worker.Floats(WorkerMemory.Panel, (long)Depth * width);
        float factor = kernels.Factor(element);
        for (int start = 0; start < matrix.Columns; start += Depth)
        {
            int length = Math.Min(Depth, matrix.Columns - start);
            kernels.Pack(element, (byte**)rows, start, length, panel);
            kernels.Multiply(x + start, xStride, m, panel, length, factor, product, stride, accumulate: start > 0);
        }
    }

    /// <summary>Quantised rows are widened, a piece of a panel at a time, and then packed as float32.</summary>
    private static void MultiplyWidened(
        CpuKernels kernels, CpuMatrix matrix, int row, int count, float* x, long xStride, int m, Worker worker, float* product, int stride)
    {
        const int rowFloats = Depth + 16; // rows a power of two apart would share a few lines of the cache
        int width = kernels.PanelWidth;
        float* wide = worker.Floats(WorkerMemory.Widened, (long)width * rowFloats);
        float* panel = worker.Floats(WorkerMemory.Panel, (long)Depth * width);
        nint* rows = stackalloc nint[width];
        for (int i = 0; i < width; i++)
        {
            rows[i] = (nint)(wide + ((long)Math.Min(i, count - 1) * rowFloats));
        }

        for (int start = 0; start < matrix.Columns; start += Depth)
        {
            int length = Math.Min(Depth, matrix.Columns - start);
            for (int i = 0; i < count; i++)
            {
                matrix.Widen(kernels, row + i, start, length, (float*)rows[i]);
            }

            kernels.Pack(ElementFormat.Float32, (byte**)rows, 0, length, panel);
            kernels.Multiply(x + start, xStride, m, panel, length, factor: 1, product, stride, accumulate: start > 0);
        }
    }
}
