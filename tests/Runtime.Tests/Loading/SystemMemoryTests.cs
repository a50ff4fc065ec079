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

    /// <summary>The lines of another word are another's, however it begins; words are divided by blanks or tabs.</summary>
    [Fact]
    public void A_word_is_a_whole_word()
    {
        Write("proc/meminfo", "MemAvailableHigh: 1 kB\nMemAvailable:\t7 kB\n");
        Assert.Equal(7 * 1024, SystemMemory.LinuxAvailable(_root));
    }

    /// <summary>A group that allows more than the machine has does not make it more.</summary>
    [Fact]
    public void A_wide_group_leaves_what_the_machine_has()
    {
        Write("proc/meminfo", "MemAvailable: 1 kB\n");
        Write("proc/self/cgroup", "0::/a\n");
        Write("sys/fs/cgroup/a/memory.max", "5000\n");
        Write("sys/fs/cgroup/a/memory.current", "1\n");
        Assert.Equal(1024, SystemMemory.LinuxAvailable(_root));
    }

    /// <summary>No more page cache is given up than was used; a limit whose use nobody tells is none.</summary>
    [Fact]
    public void Page_cache_is_at_most_what_is_used()
    {
        Write("proc/self/cgroup", "garbage\n0::/a:b/c/\n");
        Write("sys/fs/cgroup/a:b/c/memory.max", "1000\n");
        Write("sys/fs/cgroup/a:b/c/memory.current", "100\n");
        Write("sys/fs/cgroup/a:b/c/memory.stat", "inactive_file 500\n");
        Write("sys/fs/cgroup/a:b/memory.max", "3\n");
        Assert.Equal(1000, SystemMemory.LinuxAvailable(_root));
    }

    /// <summary>Where both versions are mounted, memory is the first's.</summary>
    [Fact]
    public void A_line_of_other_controllers_is_no_line_of_memory()
    {
        Write("proc/self/cgroup", "4:cpu:/a\n1:name=systemd:/a\n");
        Write("sys/fs/cgroup/memory/a/memory.limit_in_bytes", "2000\n");
        Write("sys/fs/cgroup/memory/a/memory.usage_in_bytes", "1500\n");
        Assert.Null(SystemMemory.LinuxAvailable(_root));
        Write("proc/self/cgroup", "0::/b\n4:cpu,memory:/a\n");
        Write("sys/fs/cgroup/b/memory.max", "10\n");
        Write("sys/fs/cgroup/b/memory.current", "1\n");
        Assert.Equal(500, SystemMemory.LinuxAvailable(_root));
    }

    /// <summary>The inner group's limit may be the narrower one as well.</summary>
    [Fact]
    public void An_inner_group_may_be_the_narrowest()
    {
        Write("proc/self/cgroup", "0::/outer/inner\n");
        Write("sys/fs/cgroup/outer/inner/memory.max", "1000\n");
        Write("sys/fs/cgroup/outer/inner/memory.current", "100\n");
        Write("sys/fs/cgroup/outer/memory.max", "4000\n");
        Write("sys/fs/cgroup/outer/memory.current", "200\n");
        Assert.Equal(900, SystemMemory.LinuxAvailable(_root));
    }

    [Theory]
    [InlineData("")]
    [InlineData("MemFree: 1 kB\n")]
    [InlineData("MemAvailable:\n")]
    [InlineData("MemAvailable: some kB\n")]
    public void A_file_that_does_not_say_the_number_says_nothing(string text)
    {
        Write("proc/meminfo", text);
        Assert.Null(SystemMemory.LinuxAvailable(_root));
    }

    /// <summary>A process's memory cannot be read at address 0.</summary>
    [Fact]
    public void A_file_that_cannot_be_read_says_nothing()
    {
        Directory.CreateDirectory(Path.Combine(_root, "proc"));
        File.CreateSymbolicLink(Path.Combine(_root, "proc/meminfo"), "/proc/self/mem");
        Assert.Null(SystemMemory.LinuxAvailable(_root));
    }

    [Fact]
    public void What_is_in_use_is_not_left()
    {
        Assert.Equal(6, SystemMemory.Left(total: 10, used: 4));
        Assert.Equal(0, SystemMemory.Left(total: 4, used: 10));
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
