using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>TorchSharp's native library, and whether this system can load it.</summary>
public static class TorchLibrary
{
    private const string LinuxName = "libLibTorchSharp.so";

    private static bool _usable;

    /// <summary>
    /// Throws where libtorch cannot be used here, before anything of it is loaded. TorchSharp itself reports every such case as a package that
    /// is not referenced. Loading a model does this first; call it before you use TorchSharp by yourself.
    /// </summary>
    /// <exception cref="TorchUnavailableException">The package with libtorch is missing, or the system's libraries are too old for it.</exception>
    public static void Require()
    {
        if (_usable)
        {
            return;
        }

        if (OperatingSystem.IsLinux() && Find() is { } path)
        {
            RequireVersions(path);
        }

        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
        }
        catch (Exception e) when (e is NotSupportedException or DllNotFoundException or TypeInitializationException { InnerException: NotSupportedException })
        {
            throw new TorchUnavailableException(
                "TorchSharp does not find it among the program's files",
                "one of the packages TorchSharp-cpu, TorchSharp-cuda-linux and TorchSharp-cuda-windows, in the version of TorchSharp",
                e);
        }

        SwitchOffNnpack();
        _usable = true;
    }

    /// <exception cref="TorchUnavailableException">The system lacks a version that the library needs.</exception>
    internal static void RequireVersions(string path)
    {
        IReadOnlyList<MissingVersion> missing = SystemLibraries.Missing(ElfLibrary.Read(path));
        if (missing.Count > 0)
        {
            string versions = string.Join(", ", missing.Select(static m => $"{m.Version}, which {m.Path} lacks"));
            throw new TorchUnavailableException(
                $"{Path.GetFileName(path)} needs {versions}",
                "a newer system (Debian 13 and Ubuntu 24.04 are), or a build with <ModelwrightTorchCompatibility>true</ModelwrightTorchCompatibility> in the project, "
                + "which takes a copy of the library that does without GLIBCXX_3.4.32")
            {
                MissingVersions = [.. missing.Select(static m => m.Version)],
            };
        }
    }

    /// <summary>
    /// libtorch asks NNPACK about every float16 convolution, which NNPACK cannot do, and prints to the error stream where the CPU is not one of NNPACK's.
    /// TorchSharp has no switch for it; this is what torch.backends.nnpack.set_flags(False) does in Python.
    /// </summary>
    /// <returns>Whether it is off. On Windows libtorch has no NNPACK.</returns>
    internal static unsafe bool SwitchOffNnpack()
    {
        if (!NativeLibrary.TryLoad("torch_cpu", typeof(torch).Assembly, searchPath: null, out nint library)
            || !NativeLibrary.TryGetExport(library, "_ZN2at13globalContextEv", out nint context)
            || !NativeLibrary.TryGetExport(library, "_ZN2at7Context20setUserEnabledNNPACKEb", out nint enable))
        {
            return false;
        }

        ((delegate* unmanaged<nint, byte, void>)enable)(((delegate* unmanaged<nint>)context)(), 0);
        return true;
    }

    /// <summary>
    /// The file that will be loaded: the first of that name where the runtime looks for native libraries, else the package's own,
    /// which TorchSharp falls back to.
    /// </summary>
    private static string? Find()
    {
        string folders = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string version = typeof(torch).Assembly.GetName().Version!.ToString(3);
        return folders.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append(AppContext.BaseDirectory)
            .Append(Path.Combine(packages, "torchsharp", version, "runtimes", "linux-x64", "native"))
            .Select(static folder => Path.Combine(folder, LinuxName))
            .FirstOrDefault(File.Exists);
    }
}
