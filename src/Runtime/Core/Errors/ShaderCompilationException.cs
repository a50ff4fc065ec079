using System;

namespace Modelwright.Runtime;

/// <summary>A kernel's text was refused by the shader compiler or the driver.</summary>
public sealed class ShaderCompilationException(string kernel, string log, Exception? innerException = null)
    : ModelwrightException($"The kernel '{kernel}' does not compile; wanted SPIR-V and found:\n{log}", innerException)
{
    /// <summary>The kernel's name.</summary>
    public string Kernel { get; } = kernel;

    /// <summary>What the compiler said.</summary>
    public string Log { get; } = log;
}
