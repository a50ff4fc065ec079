using System;
using System.IO;

namespace Modelwright.Runtime.Vulkan;

/// <summary>Where compiled kernels are kept between starts.</summary>
public sealed record ShaderCache
{
    private ShaderCache(string? folder)
    {
        Folder = folder;
    }

    /// <summary>Nowhere: every start compiles.</summary>
    public static ShaderCache Off { get; } = new((string?)null);

    /// <summary>
    /// What MODELWRIGHT_SHADER_CACHE says (a folder, or "off"), else <c>modelwright/spirv</c> in the user's cache folder:
    /// XDG_CACHE_HOME or ~/.cache on Linux, the local application data elsewhere.
    /// </summary>
    public static ShaderCache Default => VulkanEnvironment.ShaderCache switch
    {
        null or "" => At(Path.Combine(UserCache(), "modelwright", "spirv")),
        "off" => Off,
        string folder => At(folder),
    };

    /// <summary>The folder, or <see langword="null"/>.</summary>
    public string? Folder { get; }

    /// <summary>In <paramref name="folder"/>, which is made where it does not exist. Several processes may share it.</summary>
    public static ShaderCache At(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return new ShaderCache(folder);
    }

    private static string UserCache()
    {
        if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg)
        {
            return xdg;
        }

        return OperatingSystem.IsLinux()
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache")
            : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
    }
}
