using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Modelwright.Runtime.TorchSharp;
using Task = Microsoft.Build.Utilities.Task;

namespace Modelwright.Build;

/// <summary>
/// Writes copies of TorchSharp's Linux library that load on systems older than GCC 13 as well, such as Debian 12 and Ubuntu 22.04.
/// A library that is not as expected is left alone, with a warning.
/// </summary>
public sealed class MakeTorchCompatible : Task
{
    /// <summary>The files libLibTorchSharp.so, as they are in the package.</summary>
    [Required]
    public ITaskItem[] Libraries { get; set; } = [];

    /// <summary>Where the copies go.</summary>
    [Required]
    public string Folder { get; set; } = "";

    /// <summary>Also where the machine that builds needs no copy: for other machines.</summary>
    public bool Always { get; set; }

    /// <summary>Those libraries that have a copy.</summary>
    [Output]
    public ITaskItem[] Replaced { get; private set; } = [];

    /// <summary>The copies in the same order, with the libraries' metadata.</summary>
    [Output]
    public ITaskItem[] Copies { get; private set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        List<(ITaskItem Library, ITaskItem Copy)> done = [];
        foreach (ITaskItem library in Libraries)
        {
            try
            {
                if (Copy(library.ItemSpec) is { } path)
                {
                    done.Add((library, new TaskItem(library) { ItemSpec = path }));
                }
            }
            catch (InvalidDataException e)
            {
                Log.LogWarning("{0} is left as it is: it is not the library that ModelwrightTorchCompatibility knows. {1}", library.ItemSpec, e.Message);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Log.LogErrorFromException(e);
            }
        }

        Replaced = [.. done.Select(static pair => pair.Library)];
        Copies = [.. done.Select(static pair => pair.Copy)];
        return !Log.HasLoggedErrors;
    }

    /// <summary>The copy's path; null where none is needed.</summary>
    private string? Copy(string library)
    {
        byte[] image = File.ReadAllBytes(library);
        if (!Always && !IsNeeded(image))
        {
            Log.LogMessage(MessageImportance.Low, "{0} needs no change on this machine.", library);
            return null;
        }

        string path = Path.Combine(Folder, Path.GetFileName(library));
        byte[] weak = OptionalVersion.Weaken(image);
        if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(weak))
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllBytes(path, weak);
        }

        return path;
    }

    private static bool IsNeeded(byte[] image) => OperatingSystem.IsLinux()
        && SystemLibraries.Missing(new ElfLibrary(image)).Any(static missing => missing.Version == OptionalVersion.Version);
}
