using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>One dispatch: a kernel and what it binds after the step buffer, in order.</summary>
/// <param name="Topic">The file of generated kernels it belongs to.</param>
/// <param name="Use">What the kernel is for, as a name without the function's.</param>
/// <param name="Origin">The config key or checkpoint module it comes from.</param>
internal sealed record KernelCall(Kernel Kernel, KernelTopic Topic, string Use, EquatableArray<Operand> Operands, string Origin);

/// <summary>Kernels of one topic share a generated file.</summary>
internal enum KernelTopic
{
    Linear,
    Norm,
    Attention,
    DeltaNet,
    Experts,
}
