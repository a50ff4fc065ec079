using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>The shared libraries of a Linux system and the symbol versions they offer.</summary>
internal static partial class SystemLibraries
{
    private const int LinkMap = 2;

    /// <summary>What of a library's needs this system has not: a version that the named library lacks. Empty where nothing is missing.</summary>
    public static IReadOnlyList<MissingVersion> Missing(ElfLibrary library) =>
    [
        .. library.Required.Where(static needed => !needed.IsWeak)
            .GroupBy(static needed => needed.Library)
            .SelectMany(static group => Missing(group.Key, [.. group.Select(static needed => needed.Version)])),
    ];

    private static IEnumerable<MissingVersion> Missing(string library, IReadOnlyList<string> versions)
    {
        if (Find(library) is not { } path)
        {
            return []; // Not a library that a process has: the dynamic linker will say it better.
        }

        HashSet<string> offered = [.. ElfLibrary.Read(path).Offered];
        return versions.Where(version => !offered.Contains(version)).Select(version => new MissingVersion(library, version, path));
    }

    /// <summary>The file that the dynamic linker takes for a library's name.</summary>
    private static string? Find(string name)
    {
        if (!NativeLibrary.TryLoad(name, out nint library))
        {
            return null;
        }

        try
        {
            // struct link_map begins with an address and the file's name.
            return DynamicLinkerInfo(library, LinkMap, out nint map) == 0 ? Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(map, nint.Size)) : null;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return null; // Another C library than glibc.
        }
        finally
        {
            NativeLibrary.Free(library);
        }
    }

    [LibraryImport("libdl.so.2", EntryPoint = "dlinfo")]
    private static partial int DynamicLinkerInfo(nint library, int request, out nint result);
}
