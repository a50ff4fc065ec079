namespace Modelwright.Runtime.Cpu;

/// <summary>
/// Rows on their way through a tower's layers. The generated class names weights by slot and layer, and scratch memory by <see cref="CpuBuffer"/>;
/// every operation is one step, done by the model's threads together, and waits until it is whole.
/// </summary>
public abstract unsafe class CpuOperations
{
    private protected CpuOperations(CpuEngine engine, CpuWeights weights) => (Engine, Weights) = (engine, weights);

    private protected CpuEngine Engine { get; }

    private protected CpuWeights Weights { get; }

    /// <summary><c>to = x·Wᵀ (+ bias)</c>; <paramref name="bias"/> is a slot, or -1.</summary>
    public void Linear(CpuBuffer x, int weight, int bias, int layer, CpuBuffer to) =>
        Engine.Linear.Run(Weights.Matrix(weight, layer), Pointer(x), x.Width, Rows(x), Pointer(to), to.Width, Bias(bias, layer), add: false);

    /// <summary><c>residual += x·Wᵀ (+ bias)</c>.</summary>
    public void LinearAdd(CpuBuffer x, int weight, int bias, int layer, CpuBuffer residual) =>
        Engine.Linear.Run(Weights.Matrix(weight, layer), Pointer(x), x.Width, Rows(x), Pointer(residual), residual.Width, Bias(bias, layer), add: true);

    /// <summary><c>to = act(x·Wᵀ (+ bias))</c>.</summary>
    public void LinearActivate(CpuBuffer x, int weight, int bias, int layer, CpuActivation function, CpuBuffer to) =>
        Engine.Linear.Run(Weights.Matrix(weight, layer), Pointer(x), x.Width, Rows(x), Pointer(to), to.Width, Bias(bias, layer), add: false, function: function);

    /// <summary>Rows of a buffer.</summary>
    private protected abstract int Rows(CpuBuffer buffer);

    /// <summary>Where a buffer lies.</summary>
    private protected abstract float* Pointer(CpuBuffer buffer);

    private protected float* Bias(int slot, int layer) => slot < 0 ? null : Weights.Vector(slot, layer);
}
