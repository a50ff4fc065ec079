using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary><c>rms_norm</c>, <c>masked_norm</c> and <c>last_norm</c>, where many rows make a norm of its own worth it, or nothing reads it: (x, weight).</summary>
internal static class NormCalls
{
    public static IReadOnlyList<KernelCall> Lower(OpSite site, NormSpec norm, bool maskPadding = false, bool last = false)
    {
        bool window = site.Function == RecordedFunction.All;
        string use = maskPadding && !window ? "MaskedNorm" : "Norm";
        Kernel kernel = RmsNormKernel.Emit(site.NameOf(use), site.Node.Type.Width, norm, maskPadding, window, site.Graph.Results.Contains(site.Result), last);
        return [site.Call(kernel, KernelTopic.Norm, use, ("x", site.Input(0)), ("weight", site.Input(1)), ("y", site.Result))];
    }

    /// <summary>(x, weight, bias), rows merged before or behind.</summary>
    public static IReadOnlyList<KernelCall> Layer(OpSite site, MergedNorm op)
    {
        int width = site.Graph.TypeOf(site.Input(1)).Width;
        Kernel kernel = LayerNormKernel.Emit(site.NameOf("LayerNorm"), width, op.Epsilon, op.Merged, op.First);
        return [site.Call(kernel, KernelTopic.Norm, "LayerNorm", ("x", site.Input(0)), ("weight", site.Input(1)), ("bias", site.Input(2)), ("y", site.Result))];
    }
}
