using System;
using System.IO;
using System.IO.Pipes;
using Microsoft.Win32.SafeHandles;

namespace Modelwright.Runtime.Tests;

/// <summary>Files that cannot be read as files are, and files that are mapped.</summary>
public sealed class DiskFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_pipe_has_no_length()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // elsewhere a pipe has no path
        }

        using AnonymousPipeServerStream pipe = new(PipeDirection.Out);
        string path = FormattableString.Invariant($"/proc/self/fd/{pipe.ClientSafePipeHandle.DangerousGetHandle()}");
        using SafeFileHandle file = DiskFile.Open(path, "a checkpoint");

        Assert.Equal(path, Assert.Throws<CheckpointAccessException>(() => DiskFile.Length(path, file)).Path);
    }

    /// <summary>Files of Linux's sysfs say that they have a page, and give a few bytes.</summary>
    [Fact]
    public void A_file_that_gives_less_than_it_says_is_cut_off()
    {
        const string file = "/sys/devices/system/cpu/possible";

        Exception? e = Record.Exception(static () => DiskFile.ReadAll(file, "a small file", most: 1 << 20));

        Assert.Equal(File.Exists(file) ? typeof(CheckpointTruncatedException) : typeof(CheckpointNotFoundException), e?.GetType());
        if (e is CheckpointTruncatedException cut)
        {
            Assert.Equal((new FileInfo(file).Length, File.ReadAllText(file).Length), (cut.ExpectedLength, cut.ActualLength));
        }
    }

    /// <summary>That a file is closed is no fault of the file.</summary>
    [Fact]
    public void A_closed_file_is_told_as_such()
    {
        File.WriteAllBytes(_folder["f"], [1]);
        SafeFileHandle file = DiskFile.Open(_folder["f"], "a checkpoint");
        file.Dispose();

        Assert.Throws<ObjectDisposedException>(() => DiskFile.Length(_folder["f"], file));
        Assert.Throws<ObjectDisposedException>(() => DiskFile.Read(_folder["f"], file, 0, new byte[1]));
        Assert.Throws<ObjectDisposedException>(() => new MappedBytes(_folder["f"], file));
    }

    [Fact]
    public void A_mapped_file_stays_open_when_it_is_mapped_no_more()
    {
        File.WriteAllBytes(_folder["f"], [1, 2, 3]);
        using SafeFileHandle file = DiskFile.Open(_folder["f"], "a checkpoint");

        using (MappedBytes mapped = new(_folder["f"], file))
        {
            Assert.Equal([2, 3], mapped.Span(1, 2).ToArray());
        }

        Assert.Equal(3, DiskFile.Length(_folder["f"], file));
    }

    /// <summary>An empty file, and one that may be written and not read.</summary>
    [Fact]
    public void A_file_that_cannot_be_mapped_is_named_and_let_go()
    {
        foreach ((string path, byte[] bytes, FileAccess access) in ((string, byte[], FileAccess)[])[(_folder["empty"], [], FileAccess.Read), (_folder["written"], [1], FileAccess.Write)])
        {
            File.WriteAllBytes(path, bytes);
            SafeFileHandle file = File.OpenHandle(path, FileMode.Open, access);

            Assert.Equal(path, Assert.Throws<CheckpointAccessException>(() => new MappedBytes(path, file)).Path);

            file.Dispose();
            ClosedFileTests.AssertFree(path);
        }
    }
}
