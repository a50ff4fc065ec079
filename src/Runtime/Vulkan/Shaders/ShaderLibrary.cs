using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Extensions.Logging;

namespace Modelwright.Runtime.Vulkan;

/// <summary>
/// Gives the SPIR-V of kernels: what the build embedded, else from the cache, else compiled and kept there. A compiler that is named is used for all of them.
/// Where nothing must be compiled no compiler is looked for.
/// </summary>
internal sealed class ShaderLibrary(IShaderCompiler? compiler, ShaderCache cache, ILogger logger, EmbeddedKernels? embedded = null)
{
    private readonly Lazy<IShaderCompiler> _compiler = new(() => compiler ?? GlslcCompiler.OnPath());
    private readonly EmbeddedKernels? _embedded = compiler is null ? embedded : null;
    private readonly SpirvStore _store = new(cache.Folder, logger);

    /// <summary>Kernels that were compiled, neither embedded nor found in the cache.</summary>
    public int Compilations { get; private set; }

    public IReadOnlyList<byte[]> Get(IReadOnlyList<ShaderSource> sources)
    {
        byte[]?[] modules = [.. sources.Select(source => _embedded?.Find(source.Glsl))];
        for (int i = 0; i < modules.Length; i++)
        {
            modules[i] ??= _store.Read(Key(sources[i]));
        }

        int[] missing = [.. Enumerable.Range(0, sources.Count).Where(i => modules[i] is null)];
        if (missing.Length > 0)
        {
            IReadOnlyList<byte[]> compiled = _compiler.Value.Compile([.. missing.Select(i => sources[i])]);
            Compilations += missing.Length;
            for (int i = 0; i < missing.Length; i++)
            {
                modules[missing[i]] = compiled[i];
                _store.Write(Key(sources[missing[i]]), compiled[i]);
            }
        }

        return modules!;
    }

    private string Key(ShaderSource source) => SpirvStore.Key(source.Glsl, _compiler.Value.Version);
}
