using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Extensions.Logging;

namespace Modelwright.Runtime.Vulkan;

/// <summary>Gives the SPIR-V of kernels: from the cache, or compiled and kept there.</summary>
internal sealed class ShaderLibrary(IShaderCompiler? compiler, ShaderCache cache, ILogger logger)
{
    private readonly Lazy<IShaderCompiler> _compiler = new(() => compiler ?? GlslcCompiler.OnPath());
    private readonly SpirvStore _store = new(cache.Folder, logger);

    /// <summary>Kernels that were compiled, not found in the cache.</summary>
    public int Compilations { get; private set; }

    public IReadOnlyList<byte[]> Get(IReadOnlyList<ShaderSource> sources)
    {
        string[] keys = [.. sources.Select(source => SpirvStore.Key(source.Glsl, _compiler.Value.Version))];
        byte[]?[] modules = [.. keys.Select(_store.Read)];
        int[] missing = [.. Enumerable.Range(0, sources.Count).Where(i => modules[i] is null)];
        if (missing.Length > 0)
        {
            IReadOnlyList<byte[]> compiled = _compiler.Value.Compile([.. missing.Select(i => sources[i])]);
            Compilations += missing.Length;
            for (int i = 0; i < missing.Length; i++)
            {
                modules[missing[i]] = compiled[i];
                _store.Write(keys[missing[i]], compiled[i]);
            }
        }

        return modules!;
    }
}
