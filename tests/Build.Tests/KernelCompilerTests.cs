using System;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Threading;
using Modelwright.KernelCompiler;
using Modelwright.Runtime.Vulkan;
using Modelwright.Tests;

namespace Modelwright.Build.Tests;

/// <summary>What the build does with the kernels of a project's configs.</summary>
public sealed class KernelCompilerTests : IDisposable
{
    private static readonly string Dense = Path.Combine(Repository.Root, "tests", "goldens", "qwen3_dense", "config.json");
    private static readonly string Experts = Path.Combine(Repository.Root, "tests", "goldens", "qwen3_moe", "config.json");
    private static readonly string Programs = Environment.GetEnvironmentVariable("PATH")!;

    private readonly string _root = Directory.CreateTempSubdirectory("modelwright-kernels-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Every_kernel_of_the_config_becomes_a_file_named_by_its_text()
    {
        Assert.Equal(0, Compile(Programs, Dense));

        string[] wanted = [.. ModelKernels.Of(File.ReadAllText(Dense), head: "", CancellationToken.None).Select(static kernel => KernelResource.NameOf(kernel.Glsl)).Distinct()];
        Assert.NotEmpty(wanted);
        Assert.Equal(wanted.Append("complete.stamp").Order(StringComparer.Ordinal), Names());
        Assert.All(wanted, name => Assert.Equal(0x07230203u, BitConverter.ToUInt32(File.ReadAllBytes(Path.Combine(_root, name)))));
    }

    [Fact]
    public void What_is_there_is_kept_and_what_is_not_wanted_goes()
    {
        Assert.Equal(0, Compile(Programs, Dense, Experts));
        string[] both = Names();
        DateTime[] made = Times();

        // There is no compiler any more: whatever would be made again would be missing.
        Assert.Equal(0, Compile(path: "", Dense, Experts));
        Assert.Equal(both, Names());
        Assert.Equal(made, Times());

        Assert.Equal(0, Compile(path: "", Dense));
        Assert.True(Names().Length < both.Length);
    }

    /// <summary>Nothing is marked as complete: the next build tries again.</summary>
    [Fact]
    public void Without_a_compiler_there_are_no_kernels_and_no_error()
    {
        Assert.Equal(0, Compile(path: "", Dense));
        Assert.Empty(Names());
    }

    [Fact]
    public void A_config_with_errors_has_no_kernels()
    {
        string broken = Path.Combine(_root, "broken.json");
        File.WriteAllText(broken, File.ReadAllText(Dense).Replace("\"silu\"", "\"sulu\"", StringComparison.Ordinal));
        Assert.Empty(ModelKernels.Of(File.ReadAllText(broken), head: "", CancellationToken.None));
    }

    /// <summary>The class that a project asks for may have another head than the config names.</summary>
    [Fact]
    public void A_head_of_the_project_has_kernels_of_its_own()
    {
        Assert.Equal(0, Compile(Programs, Dense));
        string[] language = Names();
        Assert.Equal(0, Compile(Programs, Dense + "|Model"));

        Assert.NotEqual(language, Names());
        Assert.Contains("complete.stamp", Names());
    }

    [Fact]
    public void A_config_that_is_not_there_is_an_error_of_the_build() => Assert.Equal(1, Compile(Programs, Path.Combine(_root, "nothing.json")));

    /// <summary>A program that ends with an error in glslc's place.</summary>
    [SupportedOSPlatform("linux")]
    [Fact]
    public void A_compiler_that_fails_is_an_error_of_the_build()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_root, "programs")).FullName;
        string glslc = Path.Combine(folder, "glslc");
        File.WriteAllText(glslc, "#!/bin/sh\necho 'kernel0.comp:1: nothing here is known' >&2\nexit 1\n");
        File.SetUnixFileMode(glslc, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.Equal(1, Compile(folder, Dense));
        Assert.DoesNotContain("complete.stamp", Names());
    }

    private int Compile(string path, params string[] configs) => Program.Run(new KernelFolder(_root), configs, path, CancellationToken.None);

    private DateTime[] Times() => [.. Directory.EnumerateFiles(_root, "*.spv").Order(StringComparer.Ordinal).Select(File.GetLastWriteTimeUtc)];

    private string[] Names() => [.. Directory.EnumerateFiles(_root).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];
}
