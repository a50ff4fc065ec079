using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace Modelwright.Gpu;

/// <summary>
/// Where a Mesa is: the system's, or one that was unpacked into a folder beside it (with <c>dpkg-deb -x</c>, say: mesa-vulkan-drivers, and what is newer than the system's of
/// libdrm2 and libdrm-amdgpu1; mesa-drm-shim for chips that a driver only knows behind the kernel's).
/// </summary>
internal sealed class Mesa : IDisposable
{
    private static readonly string[] SystemFolders = ["/usr/lib", "/usr/share/vulkan", "/usr/local/lib", "/usr/local/share/vulkan", "/etc/vulkan"];

    private readonly string _scratch = Directory.CreateTempSubdirectory("modelwright-mesa-").FullName;
    private readonly string[] _folders;
    private readonly string? _unpacked;

    public Mesa(string? unpacked)
    {
        _unpacked = unpacked is null ? null : Path.GetFullPath(unpacked);
        _folders = _unpacked is null ? SystemFolders : [_unpacked];
    }

    /// <summary>
    /// Ways to have the driver believe in a chip of the family, as environments to try in turn; none where this Mesa has not what it takes.
    /// They must stand before a process starts: the loader and what is preloaded read them then.
    /// </summary>
    public IEnumerable<IReadOnlyDictionary<string, string>> EnvironmentsFor(Family family)
    {
        (string driver, string shim, string variable) = family.Vendor == Vendor.Amd
            ? ("radeon", "libamdgpu_noop_drm_shim.so", "AMDGPU_GPU_ID")
            : ("intel", "libintel_noop_drm_shim.so", "INTEL_STUB_GPU_PLATFORM");
        if (Driver(driver) is not { } basis)
        {
            yield break;
        }

        if (family.Vendor == Vendor.Amd)
        {
            yield return new Dictionary<string, string>(basis) { ["RADV_FORCE_FAMILY"] = family.Chip };
        }

        if (Find(shim) is string library)
        {
            yield return new Dictionary<string, string>(basis) { ["LD_PRELOAD"] = library, [variable] = family.Vendor == Vendor.Amd ? family.Name : family.Chip };
        }
    }

    public void Dispose() => Directory.Delete(_scratch, recursive: true);

    private Dictionary<string, string>? Driver(string name)
    {
        string? manifest = _unpacked is null ? Find(name + "_icd*.json") : Manifest(name);
        if (manifest is null)
        {
            return null;
        }

        Dictionary<string, string> environment = new()
        {
            ["VK_ICD_FILENAMES"] = manifest,
            ["VK_DRIVER_FILES"] = manifest,
            ["MESA_SHADER_CACHE_DISABLE"] = "true",
            ["MODELWRIGHT_DEVICE"] = "", // there is one device, whatever the user's is called
        };
        if (_unpacked is not null)
        {
            environment["LD_LIBRARY_PATH"] = string.Join(Path.PathSeparator, Files("*.so*").Select(static file => Path.GetDirectoryName(file)!).Distinct());
        }

        return environment;
    }

    /// <summary>A manifest for the loader that says where the unpacked library lies: the one beside it names the system's.</summary>
    private string? Manifest(string name)
    {
        if (Find($"libvulkan_{name}.so") is not string library)
        {
            return null;
        }

        string manifest = Path.Combine(_scratch, name + "_icd.json");
        File.WriteAllText(manifest, $$"""{ "file_format_version": "1.0.0", "ICD": { "library_path": {{JsonSerializer.Serialize(library)}}, "api_version": "1.3.0" } }""");
        return manifest;
    }

    private string? Find(string pattern) => Files(pattern).Order(StringComparer.Ordinal).FirstOrDefault();

    private IEnumerable<string> Files(string pattern) =>
        _folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, pattern, new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 4, IgnoreInaccessible = true }));
}
