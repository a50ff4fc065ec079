using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Modelwright.Compiler;
using Modelwright.IR;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.KernelCompiler;

/// <summary>The kernels of a config, in the very text that the generated class holds.</summary>
internal static class ModelKernels
{
    /// <summary>None for a config that the generator refuses.</summary>
    public static IEnumerable<ShaderSource> Of(string config, string head, CancellationToken cancel)
    {
        if (ModelCompiler.Bind(config, cancel, head).Spec is not ModelSpec spec)
        {
            return [];
        }

        try
        {
            return [.. CompilerStages.Kernels(spec, cancel).Select(static kernel => new ShaderSource(kernel.Name, kernel.Glsl))];
        }
        catch (IrException)
        {
            // The generator shows it at the config.
            return [];
        }
    }
}
