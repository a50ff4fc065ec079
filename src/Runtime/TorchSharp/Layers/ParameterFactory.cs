using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>
/// Makes a model's parameters: memory of the device and type asked for, not initialised, because a checkpoint is read into it.
/// They belong to no dispose scope: a parameter made inside one would die with it.
/// </summary>
/// <param name="device">Where they live.</param>
/// <param name="type">float32, bfloat16 or float16.</param>
public sealed class ParameterFactory(Device device, ScalarType type)
{
    /// <summary>Where the parameters live.</summary>
    public Device Device { get; } = device;

    /// <summary>Their element type.</summary>
    public ScalarType Type { get; } = type;

    /// <summary>Whether the checkpoint has head and embeddings as two tensors: then each is used as it is, tied or not.</summary>
    public bool HasHead { get; init; } = true;

    /// <summary>A parameter of its own.</summary>
    /// <param name="shape">Its dimensions.</param>
    public Parameter Create(params long[] shape)
    {
        using Tensor memory = Storage(shape);
        return Share(memory);
    }

    /// <summary>A projection without initial values: weight [<paramref name="outputs"/>, <paramref name="inputs"/>].</summary>
    /// <param name="inputs">Width of what goes in.</param>
    /// <param name="outputs">Width of what comes out.</param>
    /// <param name="bias">Whether a bias of <paramref name="outputs"/> numbers is added.</param>
    public Linear Linear(long inputs, long outputs, bool bias = false) => nn.Linear(Create(outputs, inputs), bias ? Create(outputs) : null);

    /// <summary>Several projections of one input that can be computed by one product.</summary>
    /// <param name="inputs">Width of what goes in.</param>
    /// <param name="bias">Whether biases are added.</param>
    /// <param name="outputs">Width of what comes out of each.</param>
    public FusedLinear Fuse(long inputs, bool bias, params long[] outputs) => new(this, inputs, bias, outputs);

    /// <summary>Memory that parameters will be views of.</summary>
    internal Tensor Storage(params long[] shape) => empty(shape, dtype: Type, device: Device).DetachFromDisposeScope();

    /// <summary>A parameter on the memory of <paramref name="view"/>. Detached, so that it is a leaf of its own to autograd.</summary>
    internal static Parameter Share(Tensor view)
    {
        Parameter parameter = nn.Parameter(view.detach());
        parameter.DetachFromDisposeScope();
        return parameter;
    }
}
