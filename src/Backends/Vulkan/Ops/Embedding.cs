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
}
