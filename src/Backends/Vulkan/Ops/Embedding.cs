using System.Collections.Generic;

namespace Modelwright.Backends.Vulkan;

/// <summary><c>embedding</c>: (tokens, table).</summary>
internal static class EmbeddingCalls
{
    public static IReadOnlyList<KernelCall> Lower(OpSite site)
    {
        int vocabulary = site.Graph.TypeOf(site.Input(1)).Shape[0].Factor;
        Kernel kernel = EmbedKernel.Emit(site.NameOf("Embed"), vocabulary, site.Node.Type.Width);
        return [site.Call(kernel, KernelTopic.Linear, "Embed", ("tokens", site.Input(0)), ("table", site.Input(1)), ("x", site.Result))];
    }

    /// <summary><c>interpolated_embedding</c>: (taps, table).</summary>
    public static IReadOnlyList<KernelCall> Interpolate(OpSite site)
    {
        int taps = site.Graph.TypeOf(site.Input(0)).Width;
        int places = site.Graph.TypeOf(site.Input(1)).Shape[0].Factor;
        Kernel kernel = InterpolateKernel.Emit(site.NameOf("Interpolate"), taps, places, site.Node.Type.Width);
        return [site.Call(kernel, KernelTopic.Linear, "Interpolate", ("taps", site.Input(0)), ("table", site.Input(1)), ("x", site.Result))];
    }
}
