using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>The product of some rows of activations and some of a matrix's rows: what every operation with weights consists of.</summary>
internal static unsafe class PanelProduct
{
    /// <summary>From this many rows of activations on it pays to transpose weights once for all of them.</summary>
    public const int PackedRows = 6;

    /// <summary>Floats of a row that are packed at once, or 32-bit words of whole numbers: the panel then stays in the second-level cache.</summary>
    public const int Depth = 512;

    /// <summary>Rows of the matrix that one product takes: a panel where weights are transposed, else as many as are wanted.</summary>
    public static int Step(CpuKernels kernels, in MatrixInput input, int m, int wanted) => RowByRow(input, m) ? wanted : kernels.PanelWidth;

    /// <summary>Whether a product may be added to what is there while it is computed: where many rows go through panels.</summary>
    public static bool CanAdd(CpuMatrix matrix, in MatrixInput x, int m) => x.Panels || (m >= PackedRows && matrix.WholeInputBytes == 0);

    /// <summary>
    /// <c>product[m, stride] (+)= x[m, columns] · rows row..row + count of the matrix</c>, count at most <see cref="Step"/>; columns of the product beyond count hold anything.
    /// Added to what is there only where it <see cref="CanAdd"/>.
    /// </summary>
    /// <remarks>The worker counts the bytes that products of few rows read, which is what decoding waits for.</remarks>
    public static void Compute(CpuKernels kernels, CpuMatrix matrix, int row, int count, in MatrixInput x, int m, Worker worker, float* product, int stride, bool add = false)
    {
        if (!RowByRow(x, m))
        {
            Multiply(kernels, matrix, row, count, x, m, worker, product, stride, add);
            return;
        }

        while (count > 0)
        {
            RowSegment segment = matrix.Segment(row);
            int length = Math.Min(segment.End - row, count);
            worker.WeightBytes += length * segment.Format.PackedRowBytes(matrix.Columns);
            if (segment.Blocks is { } blocks)
            {
                kernels.DotBlocks(blocks, (byte*)segment.Data, row - segment.First, length, x.Whole + segment.InputAt, x.WholeStride, m, product, stride);
            }
            else if (segment.Format is ElementBlocks plain)
            {
                kernels.Dot(plain.Element, matrix.Row(segment, row), length, matrix.Columns, x.X, x.Stride, m, product, stride);
            }
            else
            {
                kernels.DotCodes((Float8Blocks)segment.Format, matrix.Row(segment, row), length, matrix.Columns, x.X, x.Stride, m, product, stride);
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

    private static bool RowByRow(in MatrixInput x, int m) => m < PackedRows && !x.Panels;

    private static void Multiply(CpuKernels kernels, CpuMatrix matrix, int row, int count, in MatrixInput x, int m, Worker worker, float* product, int stride, bool add)
    {
        RowSegment segment = matrix.Segment(row);
        if (segment.Blocks is { } blocks && row + count <= segment.End)
        {
            if (!x.Panels)
            {
                kernels.DotBlocks(blocks, (byte*)segment.Data, row - segment.First, count, x.Whole + segment.InputAt, x.WholeStride, m, product, stride);
                return;
            }

            if ((row - segment.First) % kernels.Lanes == 0)
            {
                MultiplyWhole(kernels, segment, row, count, x, m, worker, product, stride, add);
                return;
            }
        }

        if (matrix.Element is { } element)
        {
            MultiplyElements(kernels, matrix, element, row, count, x, m, worker, product, stride, add);
        }
        else
        {
            MultiplyWidened(kernels, matrix, row, count, x, m, worker, product, stride, add);
        }
    }

    private static void MultiplyElements(
        CpuKernels kernels, CpuMatrix matrix, ElementFormat element, int row, int count, in MatrixInput x, int m, Worker worker, float* product, int stride, bool add)
    {
        int width = kernels.PanelWidth;
        nint* rows = stackalloc nint[width];
        matrix.Pointers(row, count, new Span<nint>(rows, width));
        float* panel = worker.Floats(WorkerMemory.Panel, (long)Depth * width);
        float factor = kernels.Factor(element);
        for (int start = 0; start < matrix.Columns; start += Depth)
        {
            int length = Math.Min(Depth, matrix.Columns - start);
            kernels.Pack(element, (byte**)rows, start, length, panel);
            kernels.Multiply(x.X + start, x.Stride, m, panel, length, factor, product, stride, accumulate: add || start > 0);
        }
    }

    /// <summary>Codes that are whole numbers, a piece of a panel at a time, by activations that are.</summary>
    private static void MultiplyWhole(CpuKernels kernels, in RowSegment segment, int row, int count, in MatrixInput x, int m, Worker worker, float* product, int stride, bool add)
    {
        RowBlocks blocks = segment.Blocks!;
        WholeInput input = blocks.Input;
        int most = Depth / input.StepWords;
        float* panel = worker.Floats(WorkerMemory.Panel, (Depth + 1L) * kernels.PanelWidth); // and a word that is read behind the last
        float* scales = worker.Floats(WorkerMemory.Widened, 2L * most * kernels.PanelWidth);
        for (int step = 0; step < blocks.Steps; step += most)
        {
            int steps = Math.Min(most, blocks.Steps - step);
            kernels.PackBlocks(blocks, (byte*)segment.Data, row - segment.First, count, step, steps, panel, scales);
            WholeRows rows = WholeRows.Of(input, blocks.Columns, x.Whole + segment.InputAt, x.WholeStride, step);
            kernels.MultiplyWhole(rows, m, new WholePanel(panel, scales, steps, blocks), product, stride, accumulate: add || step > 0);
        }
    }

    /// <summary>Rows of 8-bit floats, and such as are stored in several ways, are widened, a piece of a panel at a time, and then packed as float32.</summary>
    private static void MultiplyWidened(
        CpuKernels kernels, CpuMatrix matrix, int row, int count, in MatrixInput x, int m, Worker worker, float* product, int stride, bool add)
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
            kernels.Multiply(x.X + start, x.Stride, m, panel, length, factor: 1, product, stride, accumulate: add || start > 0);
        }
    }
}
