using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
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
        catch (Exception e) when (e is NotSupportedException or DllNotFoundException)
        {
            throw new TorchUnavailableException(
                $"libtorch is not among the program's files ({e.Message.Split('\n')[0].Trim()})",
                "one of the packages TorchSharp-cpu, TorchSharp-cuda-linux and TorchSharp-cuda-windows, in the version of TorchSharp",
                e);
        }

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

    /// <summary>The file that will be loaded: the first of that name where the runtime looks for native libraries.</summary>
    private static string? Find()
    {
        string? folders = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string;
        return (folders ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append(AppContext.BaseDirectory)
            .Select(static folder => Path.Combine(folder, LinuxName))
            .FirstOrDefault(File.Exists);
    }
}
