using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using Modelwright.Testing;

namespace ModelApp.Tests;

/// <summary>
/// Compares generated files with snapshots, one <c>.verified.</c> file each. What is new or different is left beside as <c>.received.</c>: look at it, and rename it if it is what you meant.
/// With the library Verify (package Verify.Xunit) a loop does the same: <c>await Verifier.Verify(file.Text).UseDirectory(folder).UseFileName(file.Name)</c>.
/// </summary>
internal static class Snapshots
{
    public static void Verify(this IReadOnlyList<GeneratedFile> files, string folder, [CallerFilePath] string here = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(here)!, "snapshots", folder);
        Directory.CreateDirectory(path);
        string[] changed = [.. files.Where(file => !Matches(path, file)).Select(static file => file.Name)];
        string[] gone = [.. Directory.EnumerateFiles(path, "*.verified.txt").Select(static file => Path.GetFileName(file)!).Except(files.Select(static file => file.Name + ".verified.txt"))];

        Assert.True(changed.Length == 0, $"In {path} look at *.received.txt of {string.Join(", ", changed)}; rename to *.verified.txt what is right.");
        Assert.True(gone.Length == 0, $"In {path} remove {string.Join(", ", gone)}: nothing like it is generated any more.");
    }

    private static bool Matches(string folder, GeneratedFile file)
    {
        string verified = Path.Combine(folder, file.Name + ".verified.txt");
        string received = Path.Combine(folder, file.Name + ".received.txt");
        if (File.Exists(verified) && File.ReadAllText(verified).ReplaceLineEndings("\n") == file.Text)
        {
            File.Delete(received);
            return true;
        }

        File.WriteAllText(received, file.Text);
        return false;
    }
}
