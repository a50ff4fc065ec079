using System.IO;
using System.Reflection;

namespace Modelwright.Runtime.Vulkan;

/// <summary>Kernels that the build compiled into an assembly, beside the class that has their text.</summary>
internal sealed class EmbeddedKernels(Assembly? assembly)
{
    /// <summary>The SPIR-V of a kernel, or null where the build made none of this text.</summary>
    public byte[]? Find(string glsl)
    {
        using Stream? stream = assembly?.GetManifestResourceStream(KernelResource.NameOf(glsl));
        if (stream is null)
        {
            return null;
        }

        byte[] module = new byte[stream.Length];
        stream.ReadExactly(module);
        return module;
    }
}
