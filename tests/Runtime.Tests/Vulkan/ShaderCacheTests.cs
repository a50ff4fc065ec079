using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging.Abstractions;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Runtime.Tests;

public sealed class ShaderCacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static IReadOnlyList<ShaderSource> Sources { get; } = [.. Enumerable.Range(1, 3).Select(static n => new ShaderSource($"Twice{n}", TestKernels.Twice(n).Glsl))];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_second_start_compiles_nothing()
    {
        ShaderLibrary first = Library(_folder["cache"]);
        ShaderLibrary second = Library(_folder["cache"]);
        IReadOnlyList<byte[]> compiled = first.Get(Sources);

        Assert.Equal(compiled, second.Get(Sources));
        Assert.Equal((3, 0), (first.Compilations, second.Compilations));
    }

    [Fact]
    public void Another_text_is_another_entry()
    {
        Library(_folder["cache"]).Get([.. Sources.Take(2)]);
        ShaderLibrary second = Library(_folder["cache"]);
        second.Get(Sources);
        Assert.Equal(1, second.Compilations);
    }

    [Fact]
    public void Another_compiler_is_another_entry()
    {
        CountingCompiler old = new("1");
        CountingCompiler young = new("2");
        ShaderCache cache = ShaderCache.At(_folder["cache"]);
        byte[] first = new ShaderLibrary(old, cache, NullLogger.Instance).Get([Sources[0]])[0];
        byte[] second = new ShaderLibrary(young, cache, NullLogger.Instance).Get([Sources[0]])[0];
        new ShaderLibrary(old, cache, NullLogger.Instance).Get([Sources[0]]);

        Assert.NotEqual(first, second);
        Assert.Equal((1, 1), (old.Compilations, young.Compilations));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(40)]
    [InlineData(-1)]
    public void A_damaged_entry_is_compiled_anew(int length)
    {
        byte[] sound = Library(_folder["cache"]).Get([Sources[0]])[0];
        string file = Assert.Single(Directory.GetFiles(_folder["cache"]));
        byte[] bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, length < 0 ? bytes : bytes[..length]);

        ShaderLibrary again = Library(_folder["cache"]);
        Assert.Equal(sound, again.Get([Sources[0]])[0]);
        Assert.Equal(1, again.Compilations);

        ShaderLibrary mended = Library(_folder["cache"]);
        mended.Get([Sources[0]]);
        Assert.Equal(0, mended.Compilations);
    }

    [Fact]
    public void Without_a_cache_every_start_compiles()
    {
        ShaderLibrary library = Library(folder: null);
        library.Get([Sources[0]]);
        library.Get([Sources[0]]);
        Assert.Equal(2, library.Compilations);
    }

    [Fact]
    public void Two_writers_at_once_do_no_harm()
    {
        IReadOnlyList<byte[]>[] results = new IReadOnlyList<byte[]>[2];
        Parallel.For(0, 2, i => results[i] = Library(_folder["cache"]).Get(Sources));

        Assert.Equal(results[0], results[1]);
        Assert.All(Directory.GetFiles(_folder["cache"]), static file => Assert.EndsWith(".spv", file));
        ShaderLibrary third = Library(_folder["cache"]);
        Assert.Equal(results[0], third.Get(Sources));
        Assert.Equal(0, third.Compilations);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_costs_only_time()
    {
        File.WriteAllText(_folder["file"], "");
        ShaderLibrary library = Library(Path.Combine(_folder["file"], "cache"));
        Assert.Single(library.Get([Sources[0]]));
        Assert.Equal(1, library.Compilations);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_wrong_kernel_is_named(bool shaderc)
    {
        ShaderLibrary library = new(shaderc ? new ShadercCompiler() : GlslcCompiler.OnPath(), ShaderCache.Off, NullLogger.Instance);
        ShaderSource wrong = new("Wrong", Sources[0].Glsl.Replace("2.0 *", "2.0 * nothing *"));
        ShaderCompilationException e = Assert.Throws<ShaderCompilationException>(() => library.Get([Sources[1], wrong, Sources[2]]));
        Assert.Equal("Wrong", e.Kernel);
        Assert.Contains("nothing", e.Log);
    }

    private static ShaderLibrary Library(string? folder) =>
        new(compiler: null, folder is null ? ShaderCache.Off : ShaderCache.At(folder), NullLogger.Instance);

    /// <summary>Makes modules that are no programs and says which version made them.</summary>
    private sealed class CountingCompiler(string version) : IShaderCompiler
    {
        public string Version => version;

        public int Compilations { get; private set; }

        public IReadOnlyList<byte[]> Compile(IReadOnlyList<ShaderSource> sources)
        {
            Compilations += sources.Count;
            return [.. sources.Select(_ => (byte[])[0x03, 0x02, 0x23, 0x07, .. new byte[12], (byte)version[0], 0, 0, 0])];
        }
    }
}
