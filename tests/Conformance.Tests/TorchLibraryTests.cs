using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using Modelwright.Runtime;
using Modelwright.Runtime.TorchSharp;

namespace Modelwright.Conformance.Tests;

/// <summary>Whether a system can load TorchSharp's native library is known before it is tried.</summary>
public sealed class TorchLibraryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("modelwright-torch-").FullName;

    /// <summary>The library that the tests run on.</summary>
    private static string Library => Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "libLibTorchSharp.so");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_library_of_the_tests_can_be_loaded()
    {
        TorchLibrary.RequireVersions(Library);
        TorchLibrary.Require();
    }

    [Fact]
    public void A_version_that_the_system_lacks_is_named_with_the_remedy()
    {
        string demanding = Demanding("GLIBCXX_3.4.29", "GLIBCXX_9.9.99");

        TorchUnavailableException e = Assert.Throws<TorchUnavailableException>(() => TorchLibrary.RequireVersions(demanding));

        Assert.Equal("GLIBCXX_9.9.99", Assert.Single(e.MissingVersions));
        Assert.Contains("libstdc++.so.6", e.Found, StringComparison.Ordinal);
        Assert.Contains("ModelwrightTorchCompatibility", e.Wanted, StringComparison.Ordinal);
        Assert.IsAssignableFrom<ModelwrightException>(e);
    }

    [Fact]
    public void Versions_of_the_c_library_are_looked_for_as_well()
    {
        string demanding = Demanding("GLIBC_2.34", "GLIBC_9.99");
        Assert.Equal("GLIBC_9.99", Assert.Single(Assert.Throws<TorchUnavailableException>(() => TorchLibrary.RequireVersions(demanding)).MissingVersions));
    }

    /// <summary>TorchSharp would look for a version that it lacks in vain, and copy half a gigabyte before.</summary>
    [Fact]
    public void Nothing_is_loaded_where_a_version_is_missing()
    {
        string demanding = Demanding("GLIBCXX_3.4.29", "GLIBCXX_9.9.99");
        Assert.Throws<TorchUnavailableException>(() => TorchLibrary.RequireVersions(demanding));
        Assert.DoesNotContain(Process.GetCurrentProcess().Modules.Cast<ProcessModule>(), module => module.FileName == demanding);
    }

    [Fact]
    public void NNPACK_is_switched_off() => Assert.True(OperatingSystem.IsWindows() || TorchLibrary.SwitchOffNnpack());

    private string Demanding(string from, string to)
    {
        byte[] image = File.ReadAllBytes(Library);
        int at = image.AsSpan().IndexOf(Encoding.UTF8.GetBytes($"\0{from}\0"));
        Assert.True(at > 0 && from.Length == to.Length);
        Encoding.UTF8.GetBytes(to).CopyTo(image, at + 1);
        string path = Path.Combine(_folder, "libLibTorchSharp.so");
        File.WriteAllBytes(path, image);
        return path;
    }
}
