using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Threading.Tasks;

namespace Modelwright.Runtime.Vulkan;

/// <summary>A model's kernels.</summary>
internal sealed class KernelSet : IDisposable
{
    private const int Workers = 2;

    private readonly ComputeKernel[] _kernels;

    private KernelSet(ComputeKernel[] kernels, int? reorder)
    {
        _kernels = kernels;
        Reorder = reorder is int kernel ? kernels[kernel] : null;
    }

    /// <summary>The kernel of <see cref="VulkanModelDefinition.Reorder"/>.</summary>
    public ComputeKernel? Reorder { get; }

    public ComputeKernel this[int index] => _kernels[index];

    /// <summary>Compiles the kernels and makes, in parallel, the pipelines that are known to be needed; others are made when they are.</summary>
    /// <param name="device">The device.</param>
    /// <param name="definitions">The kernels.</param>
    /// <param name="cache">Format of cached keys and values.</param>
    /// <param name="shaders">What compiles them.</param>
    /// <param name="needed">Kernels and the formats of what they will be bound to.</param>
    /// <param name="reorder">The one of <see cref="VulkanModelDefinition.Reorder"/>.</param>
    public static KernelSet Create(
        VulkanDevice device,
        IReadOnlyList<KernelDefinition> definitions,
        ElementFormat cache,
        ShaderLibrary shaders,
        IReadOnlyCollection<(int Kernel, EquatableArray<uint> Formats)> needed,
        int? reorder = null)
    {
        IReadOnlyList<byte[]> modules = shaders.Get([.. definitions.Select(static d => new ShaderSource(d.Name, d.Glsl))]);
        List<ComputeKernel> kernels = [];
        try
        {
            for (int i = 0; i < definitions.Count; i++)
            {
                kernels.Add(new ComputeKernel(device, definitions[i], cache, modules[i]));
            }

            Parallel.ForEach(needed, new ParallelOptions { MaxDegreeOfParallelism = Workers }, use => kernels[use.Kernel].PipelineFor(use.Formats));
            return new KernelSet([.. kernels], reorder);
        }
        catch (Exception e)
        {
            kernels.ForEach(static kernel => kernel.Dispose());
            ExceptionDispatchInfo.Throw(e is AggregateException { InnerExceptions: [Exception first, ..] } ? first : e);
            throw;
        }
    }

    public void Dispose()
    {
        foreach (ComputeKernel kernel in _kernels)
        {
            kernel.Dispose();
        }
    }
}
