using System.Collections.Generic;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary><c>rms_norm</c> and <c>masked_norm</c>, where many rows make a norm of its own worth it: (x, weight).</summary>
internal static class NormCalls
{
    public static IReadOnlyList<KernelCall> Lower(OpSite site, NormSpec norm, bool maskPadding)
    {
        bool window = site.Function == RecordedFunction.All;
        string use = window || !maskPadding ? "Norm" : "MaskedNorm";
        Kernel kernel = RmsNormKernel.Emit(site.NameOf(use), site.Node.Type.Width, norm, maskPadding, window);
        return [site.Call(kernel, KernelTopic.Norm, use, ("x", site.Input(0)), ("weight", site.Input(1)), ("y", site.Result))];
    }
}
