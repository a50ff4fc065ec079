using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>
/// New columns on their way through a model's layers. The generated class names weights by slot and layer, and scratch memory by <see cref="CpuBuffer"/>;
/// every operation here is one step, done by the model's threads together, and waits until it is whole.
/// </summary>
public sealed unsafe partial class CpuCall : CpuOperations
{
    private readonly CpuSessionMemory _memory;

    internal CpuCall(CpuEngine engine, CpuWeights weights, CpuSessionMemory memory)
        : base(engine, weights)
    {
        _memory = memory;
        Shape = memory.Shape;
        _wanted = new WantedRows(memory.MaxRows);
    }

    internal CallShape Shape { get; }

    /// <summary>Rows of the embedding table for the tokens of the call.</summary>
    public void Embed(int slot, CpuBuffer to) => Engine.Embedding.Run(Weights.Matrix(slot, WeightSlot.NoLayer), _memory.Tokens, Shape.Rows, Pointer(to));

    /// <summary>Root-mean-square norm over a row, times the weight (or one more than it, where zero-centred).</summary>
    public void RmsNorm(CpuBuffer x, int weight, int layer, float epsilon, bool zeroCentred, CpuBuffer to) =>
        Engine.Norm.Run(Pointer(x), Weights.Vector(weight, layer), _kept, x.Width, epsilon, zeroCentred, Pointer(to));

    /// <summary>Zeros in the rows of padding, so that recurrent layers never see it.</summary>
    public void MaskPadding(CpuBuffer x)
    {
        for (int row = 0; row < Shape.Rows; row++)
        {
            if (Shape.IsPadding(row))
            {
                new Span<float>(Pointer(x) + ((long)row * x.Width), x.Width).Clear();
            }
        }
    }

    /// <summary><c>residual += sigmoid(gate)·(x·Wᵀ)</c>, the gate one column of a buffer.</summary>
    public void LinearAddGated(CpuBuffer x, int weight, int layer, CpuBuffer gates, int column, CpuBuffer residual) =>
        Engine.Linear.Run(
            Weights.Matrix(weight, layer), Pointer(x), x.Width, _kept, Pointer(residual), residual.Width, null, add: true, Pointer(gates) + column, gates.Width);

    /// <summary><c>to = act(x·gateᵀ)·(x·upᵀ)</c>, the matrix's rows being gate's, then up's.</summary>
    public void GatedLinear(CpuBuffer x, int weight, int layer, CpuActivation function, CpuBuffer to) =>
        Engine.GatedLinear.Run(Weights.Matrix(weight, layer), function, Pointer(x), x.Width, _kept, Pointer(to));

    /// <summary><c>residual += Σ weight·expert(x)</c> over the experts that the logits' softmax is largest for.</summary>
    public void Experts(CpuBuffer x, CpuBuffer logits, int gateUp, int down, int layer, ExpertsLayout layout, CpuBuffer residual)
    {
        RouterChosen?.Invoke(layer, logits); // before the choice, which takes their softmax in place
        Engine.Experts.Run(
            Weights.Matrix(gateUp, layer), Weights.Matrix(down, layer), layout, Pointer(logits), logits.Width, Pointer(x), x.Width, _kept, Pointer(residual));
    }

    /// <summary>Told of every router's logits, where anybody wants them.</summary>
    internal Action<int, CpuBuffer>? RouterChosen { get; set; }

    private protected override int Rows(CpuBuffer buffer) => _kept;

    private protected override float* Pointer(CpuBuffer buffer) => buffer.Offset == CpuBuffer.OutputOffset ? _output : _memory.Arena + (buffer.Offset * (long)_memory.MaxRows);
}
