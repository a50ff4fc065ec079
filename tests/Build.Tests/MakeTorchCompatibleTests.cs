using System;
using System.IO;
using System.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Modelwright.Build.Tests;

public sealed class MakeTorchCompatibleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("modelwright-build-").FullName;
    private readonly RecordingEngine _engine = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_copy_takes_the_librarys_place_with_its_metadata()
    {
        TaskItem library = new(Genuine.Path);
        library.SetMetadata("DestinationSubDirectory", "runtimes/linux-x64/native/");

        MakeTorchCompatible task = Run(always: true, library);

        Assert.Same(library, Assert.Single(task.Replaced));
        ITaskItem copy = Assert.Single(task.Copies);
        Assert.Equal(Path.Combine(_folder, "copies", "libLibTorchSharp.so"), copy.ItemSpec);
        Assert.Equal("runtimes/linux-x64/native/", copy.GetMetadata("DestinationSubDirectory"));
        Assert.Equal(OptionalVersion.Weaken(Genuine.Image), File.ReadAllBytes(copy.ItemSpec));
        Assert.Empty(_engine.Warnings);
    }

    [Fact]
    public void A_copy_that_is_there_is_not_written_again()
    {
        string copy = Run(always: true, new TaskItem(Genuine.Path)).Copies.Single().ItemSpec;
        DateTime earlier = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(copy, earlier);

        Run(always: true, new TaskItem(Genuine.Path));
        Assert.Equal(earlier, File.GetLastWriteTimeUtc(copy));

        File.WriteAllText(copy, "half a library");
        Run(always: true, new TaskItem(Genuine.Path));
        Assert.Equal(OptionalVersion.Weaken(Genuine.Image), File.ReadAllBytes(copy));
    }

    [Fact]
    public void An_unknown_library_is_left_alone_with_a_warning()
    {
        string unknown = Path.Combine(_folder, "libLibTorchSharp.so");
        File.WriteAllBytes(unknown, Genuine.Used(Genuine.Image));

        MakeTorchCompatible task = Run(always: true, new TaskItem(unknown));

        Assert.Empty(task.Replaced);
        Assert.Empty(task.Copies);
        Assert.False(Directory.Exists(Path.Combine(_folder, "copies")));
        string warning = Assert.Single(_engine.Warnings);
        Assert.Contains(unknown, warning, StringComparison.Ordinal);
        Assert.Contains("uses " + OptionalVersion.Symbol, warning, StringComparison.Ordinal);
    }

    /// <summary>A library whose versions every system has is what the genuine one is on a newer system.</summary>
    [Fact]
    public void Where_nothing_is_missing_nothing_is_done()
    {
        string content = Path.Combine(_folder, "libLibTorchSharp.so");
        File.WriteAllBytes(content, Genuine.Respelt(Genuine.Image, OptionalVersion.Version, "GLIBCXX_3.4.10"));

        Assert.Empty(Run(always: false, new TaskItem(content)).Copies);
        Assert.Empty(_engine.Warnings);
    }

    [Fact]
    public void A_library_that_cannot_be_read_is_an_error()
    {
        MakeTorchCompatible task = new() { BuildEngine = _engine, Folder = _folder, Libraries = [new TaskItem(Path.Combine(_folder, "none.so"))], Always = true };
        Assert.False(task.Execute());
        Assert.Contains("none.so", Assert.Single(_engine.Errors), StringComparison.Ordinal);
    }

    private MakeTorchCompatible Run(bool always, TaskItem library)
    {
        MakeTorchCompatible task = new() { BuildEngine = _engine, Folder = Path.Combine(_folder, "copies"), Libraries = [library], Always = always };
        Assert.True(task.Execute(), string.Join('\n', _engine.Errors));
        return task;
    }
}
