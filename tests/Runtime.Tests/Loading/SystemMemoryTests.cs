using System;
using System.IO;

namespace Modelwright.Runtime.Tests;

/// <summary>What a Linux system and its control groups leave, as their files say it.</summary>
public sealed class SystemMemoryTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("modelwright-memory-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_machine_without_limits_leaves_what_the_kernel_estimates()
    {
        Write("proc/meminfo", "MemTotal:       24000000 kB\nMemFree:         1000000 kB\nMemAvailable:    5000000 kB\n");
        Write("proc/self/cgroup", "0::/user.slice\n");
        Write("sys/fs/cgroup/user.slice/memory.max", "max\n");
        Write("sys/fs/cgroup/user.slice/memory.current", "777\n");
        Assert.Equal(5000000L * 1024, SystemMemory.LinuxAvailable(_root));
    }

    /// <summary>The outer group's limit is the narrower one; page cache counts as used there, and can be had.</summary>
    [Fact]
    public void The_narrowest_group_counts()
    {
        Write("proc/meminfo", "MemAvailable:    5000000 kB\n");
        Write("proc/self/cgroup", "0::/outer/inner\n");
        Write("sys/fs/cgroup/outer/inner/memory.max", "4000000000\n");
        Write("sys/fs/cgroup/outer/inner/memory.current", "100\n");
        Write("sys/fs/cgroup/outer/memory.max", "1000000000\n");
        Write("sys/fs/cgroup/outer/memory.current", "900000000\n");
        Write("sys/fs/cgroup/outer/memory.stat", "anon 600000000\ninactive_file 300000000\n");
        Assert.Equal(400000000, SystemMemory.LinuxAvailable(_root));
    }

    /// <summary>A container sees its own group as the root.</summary>
    [Fact]
    public void A_group_at_the_root_counts()
    {
        Write("proc/self/cgroup", "0::/\n");
        Write("sys/fs/cgroup/memory.max", "1000\n");
        Write("sys/fs/cgroup/memory.current", "2000\n");
        Assert.Equal(0, SystemMemory.LinuxAvailable(_root));
    }

    [Fact]
    public void The_first_version_of_groups_is_read()
    {
        Write("proc/meminfo", "MemAvailable:    5000000 kB\n");
        Write("proc/self/cgroup", "5:cpu,cpuacct:/a\n4:memory:/a\n0::/b\n");
        Write("sys/fs/cgroup/memory/a/memory.limit_in_bytes", "2000\n");
        Write("sys/fs/cgroup/memory/a/memory.usage_in_bytes", "1500\n");
        Write("sys/fs/cgroup/memory/a/memory.stat", "total_inactive_file 100\n");
        Assert.Equal(600, SystemMemory.LinuxAvailable(_root));
    }

    [Fact]
    public void Where_nothing_is_said_nothing_is_known() => Assert.Null(SystemMemory.LinuxAvailable(_root));

    [Fact]
    public void Every_system_has_some() => Assert.InRange(SystemMemory.Available(), 1L << 20, long.MaxValue);

    private void Write(string file, string text)
    {
        string path = Path.Combine(_root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
