using System;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>How much memory the machine, or the control group that this process is in, has left.</summary>
internal static class SystemMemory
{
    /// <summary>
    /// Bytes that can still be allocated. On Linux what the kernel estimates (<c>MemAvailable</c>: free, or page cache that it would give up), or less where the process's control group
    /// or one above it leaves less; elsewhere what .NET knows of the machine less what was in use when memory was last collected.
    /// </summary>
    public static long Available()
    {
        if (OperatingSystem.IsLinux() && LinuxAvailable("/") is long bytes)
        {
            return bytes;
        }

        GCMemoryInfo info = GC.GetGCMemoryInfo();
        return Left(info.TotalAvailableMemoryBytes, info.MemoryLoadBytes);
    }

    /// <summary>What is not in use: the machine may have more in use than this process may have.</summary>
    internal static long Left(long total, long used) => Math.Max(0, total - used);

    /// <summary>What Linux says in the files under a folder that stands for its root; null where it says nothing.</summary>
    internal static long? LinuxAvailable(string root)
    {
        try
        {
            long? machine = Number(Path.Combine(root, "proc/meminfo"), "MemAvailable:") * 1024;
            long? group = GroupAvailable(root);
            return machine is null ? group : Math.Min(machine.Value, group ?? long.MaxValue);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The least that a control group with a limit leaves, of this process's and those above it: of version 2, or of version 1's memory controller.</summary>
    private static long? GroupAvailable(string root)
    {
        const string groups = "proc/self/cgroup"; // hierarchy:controllers:path
        string file = Path.Combine(root, groups);
        string[][] lines = File.Exists(file) ? [.. File.ReadLines(file).Select(static line => line.Split(':', 3)).Where(static parts => parts.Length == 3)] : [];
        if (lines.FirstOrDefault(static parts => parts[1].Split(',').Contains("memory")) is { } first)
        {
            return Least(Path.Combine(root, "sys/fs/cgroup/memory"), first[2], "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file");
        }

        return lines.FirstOrDefault(static parts => parts[1].Length == 0) is { } second
            ? Least(Path.Combine(root, "sys/fs/cgroup"), second[2], "memory.max", "memory.current", "inactive_file")
            : null;
    }

    private static long? Least(string mount, string path, string limit, string usage, string reclaimable)
    {
        long? least = null;
        for (string? group = path.Trim('/'); group is not null; group = group.Length == 0 ? null : Path.GetDirectoryName(group) ?? "")
        {
            string folder = Path.Combine(mount, group);
            if (Number(Path.Combine(folder, limit)) is long most && Number(Path.Combine(folder, usage)) is long used)
            {
                long cached = Number(Path.Combine(folder, "memory.stat"), reclaimable) ?? 0; // page cache counts as used, and is given up first
                least = Math.Min(least ?? long.MaxValue, Math.Max(0, most - used + Math.Min(cached, used)));
            }
        }

        return least;
    }

    /// <summary>The number behind a word at the beginning of a line, or the file's only one; null where there is none, as in a limit that is <c>max</c>.</summary>
    private static long? Number(string file, string word = "")
    {
        string? line = File.Exists(file) ? File.ReadLines(file).FirstOrDefault(line => word.Length == 0 || line.Split(' ', '\t')[0] == word) : null;
        string? number = line?[word.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault();
        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : null;
    }
}
