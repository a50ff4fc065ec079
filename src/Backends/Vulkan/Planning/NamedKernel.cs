using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>A kernel of a model under its final name, and what it does in words.</summary>
internal sealed record NamedKernel(Kernel Kernel, KernelTopic Topic, string Origin);
