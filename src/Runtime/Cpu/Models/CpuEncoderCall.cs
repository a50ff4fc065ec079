using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>Patches on their way through a vision tower, with the operations that it has beside those of every tower.</summary>
public sealed unsafe class CpuEncoderCall : CpuOperations
{
    private readonly EncoderMemory _memory;

    internal CpuEncoderCall(CpuEngine engine, CpuWeights weights, EncoderMemory memory)
        : base(engine, weights) => _memory = memory;

    /// <summary>Layer norm of every row (Ba et al. 2016).</summary>
    /// <param name="x">The rows.</param>
    /// <param name="weight">Slot of the factors.</param>
    /// <param name="bias">Slot of what is added.</param>
    /// <param name="layer">The layer, or -1.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="to">Receives the result.</param>
    public void LayerNorm(CpuBuffer x, int weight, int bias, int layer, float epsilon, CpuBuffer to) =>
        Engine.LayerNorm.Run(Pointer(x), Weights.Vector(weight, layer), Weights.Vector(bias, layer), Rows(x), x.Width, epsilon, Pointer(to));

    /// <summary>For every patch the rows of a table of positions that it lies between, by how near they are.</summary>
    public void Interpolate(int table, CpuBuffer to) => Engine.Interpolation.Run(Weights.Matrix(table, WeightSlot.NoLayer), _memory.Taps, PatchTables.Taps, Rows(to), Pointer(to));

    /// <summary>
    /// Turns queries and keys by row and column of their patches, then every patch attends to all patches of its frame: [queries | keys | values] to [heads · dim].
    /// The projection's queries and keys are overwritten.
    /// </summary>
    /// <param name="projection">The rows.</param>
    /// <param name="heads">Heads.</param>
    /// <param name="to">Receives the result.</param>
    public void Attention(CpuBuffer projection, int heads, CpuBuffer to) => Engine.SegmentAttention.Run(
        new SegmentAttentionCall
        {
            Heads = heads,
            HeadDim = to.Width / heads,
            Projection = Pointer(projection),
            Attended = Pointer(to),
            Rope = _memory.Rope,
            Rows = _memory.Rows,
        },
        _memory.Segments);

    /// <summary>What an exit made.</summary>
    internal ReadOnlySpan<float> Read(CpuBuffer buffer) => new(Pointer(buffer), checked(Rows(buffer) * buffer.Width));

    /// <summary>What the entry reads.</summary>
    internal Span<float> Write(CpuBuffer buffer) => new(Pointer(buffer), checked(Rows(buffer) * buffer.Width));

    private protected override int Rows(CpuBuffer buffer) => _memory.Rows / buffer.Merged;

    private protected override float* Pointer(CpuBuffer buffer) => _memory.Arena + (buffer.Offset * (long)_memory.Rows);
}
