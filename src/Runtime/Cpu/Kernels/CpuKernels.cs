using System.Runtime.Intrinsics;

namespace Modelwright.Runtime.Cpu;

/// <summary>
/// The inner loops, for one width of vectors. Everything around them (who does which rows, where memory lies) is the operations' business.
/// A kernel's result depends on the width alone: not on the number of rows it is asked for at once.
/// </summary>
internal abstract unsafe class CpuKernels
{
    /// <summary>The widest the processor has.</summary>
    public static CpuKernels Best { get; } = Vector512.IsHardwareAccelerated
        ? new CpuKernels<Vector512<float>, Lanes512>()
        : Vector256.IsHardwareAccelerated ? new CpuKernels<Vector256<float>, Lanes256>() : new CpuKernels<Vector128<float>, Lanes128>();

    /// <summary>Floats in a vector.</summary>
    public abstract int Lanes { get; }

    /// <summary>Rows of a weight that lie beside each other in a panel: two vectors.</summary>
    public int PanelWidth => 2 * Lanes;

    /// <summary><c>to[b·stride + r] = Σ rows[r, k]·x[b, k]</c> for every row r below <paramref name="count"/> and every b below <paramref name="batch"/>.</summary>
    /// <param name="format">Of the rows.</param>
    /// <param name="rows">Rows that follow each other without gaps.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="columns">Elements of a row.</param>
    /// <param name="x">[batch, columns].</param>
    /// <param name="xStride">Floats from one x to the next.</param>
    /// <param name="batch">Number of x.</param>
    /// <param name="to">Receives the products.</param>
    /// <param name="stride">Floats from one x's products to the next's.</param>
    public abstract void Dot(ElementFormat format, byte* rows, int count, int columns, float* x, long xStride, int batch, float* to, int stride);

    /// <summary>The same of rows in 8-bit floats.</summary>
    /// <param name="format">Of the rows.</param>
    /// <param name="rows">Rows that follow each other without gaps.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="columns">Elements of a row.</param>
    /// <param name="x">[batch, columns].</param>
    /// <param name="xStride">Floats from one x to the next.</param>
    /// <param name="batch">Number of x.</param>
    /// <param name="to">Receives the products.</param>
    /// <param name="stride">Floats from one x's products to the next's.</param>
    public abstract void DotCodes(Float8Blocks format, byte* rows, int count, int columns, float* x, long xStride, int batch, float* to, int stride);

    /// <summary>The same of rows whose codes are whole numbers.</summary>
    /// <param name="layout">Of the rows.</param>
    /// <param name="blocks">The block that row 0 is in.</param>
    /// <param name="first">The first row.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="x">Activations as <see cref="RowBlocks.Input"/> says, 4-bit codes' as bytes.</param>
    /// <param name="xStride">Bytes from one x to the next.</param>
    /// <param name="batch">Number of x.</param>
    /// <param name="to">Receives the products.</param>
    /// <param name="stride">Floats from one x's products to the next's.</param>
    public abstract void DotBlocks(RowBlocks layout, byte* blocks, int first, int count, byte* x, long xStride, int batch, float* to, int stride);

    /// <summary>Steps of <see cref="PanelWidth"/> rows of codes, as a <see cref="WholePanel"/> has them.</summary>
    /// <param name="layout">Of the rows.</param>
    /// <param name="blocks">The block that row 0 is in.</param>
    /// <param name="first">The first row, a multiple of <see cref="Lanes"/>.</param>
    /// <param name="count">Rows wanted: what a panel has beyond them is anything.</param>
    /// <param name="firstStep">The first step.</param>
    /// <param name="steps">How many.</param>
    /// <param name="panel">Receives the codes.</param>
    /// <param name="scales">Receives the scales.</param>
    public abstract void PackBlocks(RowBlocks layout, byte* blocks, int first, int count, int firstStep, int steps, float* panel, float* scales);

    /// <summary><c>c[m, PanelWidth] (+)= rows · panel</c>, products of a step summed as whole numbers.</summary>
    /// <param name="rows">Activations: pairs of 16 bits, or bytes where the panel is narrow.</param>
    /// <param name="m">How many rows.</param>
    /// <param name="panel">What <see cref="PackBlocks"/> made.</param>
    /// <param name="c">Receives the product.</param>
    /// <param name="cStride">Floats from one row of it to the next.</param>
    /// <param name="accumulate">Whether it is added.</param>
    public abstract void MultiplyWhole(in WholeRows rows, int m, in WholePanel panel, float* c, long cStride, bool accumulate);

    /// <summary>Columns [start, start + length) of a row of so many columns in 8-bit floats, widened; <paramref name="start"/> is a multiple of 32.</summary>
    public abstract void WidenCodes(Float8Blocks format, byte* row, int columns, int start, int length, float* to);

    /// <summary>Columns <paramref name="start"/>.. of <see cref="PanelWidth"/> rows, transposed and widened to float32 divided by <see cref="Factor"/>: [length, PanelWidth].</summary>
    public abstract void Pack(ElementFormat format, byte** rows, int start, int length, float* panel);

    /// <summary>What products with packed numbers of this format are multiplied by: float16 is packed as its bits stand, which are a float32's 2⁻¹¹² times the number.</summary>
    public abstract float Factor(ElementFormat format);

    /// <summary>A linear piece widened to float32.</summary>
    public abstract void Widen(ElementFormat format, byte* source, long count, float* to);

    /// <summary><c>c[m, PanelWidth] (+)= factor · a[m, length] · panel[length, PanelWidth]</c>, the products of an element summed in the order of k.</summary>
    public abstract void Multiply(float* a, long aStride, int m, float* panel, int length, float factor, float* c, long cStride, bool accumulate);

    /// <summary><c>to = x·rsqrt(mean(x²) + ε)·w</c>, or times <c>1 + w</c>. In place allowed.</summary>
    public abstract void RmsNorm(float* x, float* weight, int count, float epsilon, bool zeroCentred, float* to);

    /// <summary><c>to = (x − mean)·rsqrt(variance + ε)·w + b</c>. In place allowed.</summary>
    public abstract void LayerNorm(float* x, float* weight, float* bias, int count, float epsilon, float* to);

    /// <summary><c>to = x·rsqrt(Σx² + 1e-6)·scale</c>. In place allowed.</summary>
    public abstract void L2Norm(float* x, int count, float scale, float* to);

    /// <summary><c>to = act(gate)·up</c>. In place allowed.</summary>
    public abstract void ActivateAndMultiply(CpuActivation function, float* gate, float* up, int count, float* to);

    /// <summary><c>x = act(x)</c>.</summary>
    public abstract void Activate(CpuActivation function, float* x, int count);

    /// <summary><c>x *= sigmoid(gate)</c>.</summary>
    public abstract void MultiplyBySigmoid(float* x, float* gate, int count);

    /// <summary><c>to += factor·x</c>.</summary>
    public abstract void AddScaled(float* x, float factor, int count, float* to);

    /// <summary><c>Σ a·b</c>.</summary>
    public abstract float Product(float* a, float* b, int count);

    /// <summary><c>x *= factor</c>.</summary>
    public abstract void Scale(float* x, float factor, int count);

    /// <summary>Turns the first <paramref name="rotary"/> dimensions of a head by <paramref name="table"/>: half cosines, half sines.</summary>
    public abstract void Rotate(float* head, float* table, int rotary);

    /// <summary>
    /// Softmax attention of some query heads, which share keys and values, over a part of the cache: sums not yet divided, [heads, dim], and of each head
    /// the largest score and the sum of exponentials.
    /// </summary>
    public abstract void AttendPart(ElementFormat format, in AttentionPart part, float* scores, float* to, float* largest, float* sums);

    /// <summary>Exponentials of a row of scores after its largest is taken off; returns their sum. Entries outside [<paramref name="first"/>, <paramref name="end"/>) become 0.</summary>
    public abstract float Exponentials(float* scores, int count, int first, int end, float largest);

    /// <summary>The largest of scores [first, end); minus infinity where there is none.</summary>
    public abstract float Largest(float* scores, int first, int end);

    /// <summary>A panel [dim, PanelWidth] of cached keys divided by <see cref="Factor"/>, from key <paramref name="first"/> on (a multiple of <see cref="PanelWidth"/> or of the cache's block).</summary>
    public abstract void PackKeys(ElementFormat format, byte* keys, int dim, long first, float* panel);

    /// <summary>Cached values [keys, dim] as panels [keys, PanelWidth] of their elements, one after the other, divided by <see cref="Factor"/>; zero beyond dim.</summary>
    public abstract void PackValues(ElementFormat format, byte* values, int dim, int keys, float* panels);

    /// <summary>Writes a key's place in its block.</summary>
    public abstract void StoreKey(ElementFormat format, float* key, int dim, byte* keys, long column);

    /// <summary>Writes a value's row.</summary>
    public abstract void StoreValue(ElementFormat format, float* value, int dim, byte* values, long column);

    /// <summary>One step of the gated delta rule on columns [first, first + count) of a head's state [keyDim, valueDim].</summary>
    public abstract void DeltaStep(in DeltaColumns columns);

    /// <summary><c>to[c] = act(Σ filter[s, c]·input_s[c])</c>, the inputs of the columns in order.</summary>
    public abstract void Convolve(float** inputs, float* filter, int kernel, int channels, CpuActivation function, float* to);
}
