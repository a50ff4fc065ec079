using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.KernelCompiler;

/// <summary>A folder of compiled kernels, a file each, named by its text's hash: so what did not change is never made again.</summary>
internal sealed class KernelFolder(string path)
{
    public string PathOf(ShaderSource kernel) => Path.Combine(path, KernelResource.NameOf(kernel.Glsl));

    public bool Lacks(ShaderSource kernel) => !File.Exists(PathOf(kernel));

    /// <summary>Removes whatever is no kernel of these.</summary>
    public void Keep(IEnumerable<ShaderSource> kernels)
    {
        Directory.CreateDirectory(path);
        HashSet<string> wanted = [.. kernels.Select(PathOf)];
        foreach (string file in Directory.EnumerateFiles(path, KernelResource.Prefix + "*").Where(file => !wanted.Contains(file)).ToArray())
        {
            File.Delete(file);
        }
    }

    /// <summary>Marks the folder as having all it should, with a file that is newer than what it was made of: the build looks at that alone.</summary>
    public void Complete() => File.WriteAllText(Path.Combine(path, "complete.stamp"), "");

    /// <summary>Writes beside and renames, so a build that is stopped leaves no half kernel.</summary>
    public void Write(IReadOnlyList<ShaderSource> kernels, IReadOnlyList<byte[]> modules)
    {
        for (int i = 0; i < kernels.Count; i++)
        {
            string temporary = Path.Combine(path, $".{Guid.NewGuid():N}");
            File.WriteAllBytes(temporary, modules[i]);
            File.Move(temporary, PathOf(kernels[i]), overwrite: true);
        }
    }
}
