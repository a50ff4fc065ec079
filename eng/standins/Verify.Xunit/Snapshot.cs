using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace VerifyTests;

/// <summary>Compares what a test gives with the <c>.verified.</c> files beside it, and writes <c>.received.</c> files where they differ.</summary>
internal sealed class Snapshot(string place, IReadOnlyList<Target> targets)
{
    private readonly StringBuilder _differences = new();

    /// <exception cref="VerifyException">A file is new, differs, or is no longer given.</exception>
    public void Compare()
    {
        HashSet<string> expected = [];
        for (int i = 0; i < targets.Count; i++)
        {
            string path = place + Suffix(i);
            expected.Add(path + ".verified." + targets[i].Extension);
            CompareFile(path, targets[i]);
        }

        foreach (string stale in VerifiedFiles().Where(file => !expected.Contains(file)))
        {
            _differences.Append("Delete: ").Append(Path.GetFileName(stale)).Append(" is no longer given by the test.\n");
        }

        if (_differences.Length > 0)
        {
            throw new VerifyException("Directory: " + Path.GetDirectoryName(place) + "\n" + _differences);
        }
    }

    private string Suffix(int index) => targets switch
    {
        [_] => "",
        _ => "#" + (targets[index].Name ?? index.ToString("D2", CultureInfo.InvariantCulture)),
    };

    private void CompareFile(string path, Target target)
    {
        string verified = path + ".verified." + target.Extension;
        string received = path + ".received." + target.Extension;
        string text = Lines(target.Data);
        bool known = File.Exists(verified);
        string expected = known ? Lines(File.ReadAllText(verified)) : "";
        if (known && expected == text)
        {
            File.Delete(received);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(received)!);
        File.WriteAllText(received, text, VerifierSettings.Encoding);
        _differences.Append(known ? "NotEqual: " : "New: ").Append(Path.GetFileName(received)).Append('\n');
        _differences.Append("Received:\n").Append(text).Append('\n');
        if (known)
        {
            _differences.Append("Verified:\n").Append(expected).Append('\n');
        }
    }

    /// <summary>The snapshot's files, of any ending; a longer name of another test is not among them.</summary>
    private IEnumerable<string> VerifiedFiles()
    {
        string folder = Path.GetDirectoryName(place)!;
        string name = Path.GetFileName(place);
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.verified.*").Where(file => Belongs(Path.GetFileName(file), name))
            : [];
    }

    private static bool Belongs(string file, string name) =>
        file.StartsWith(name + ".verified.", StringComparison.Ordinal) || file.StartsWith(name + "#", StringComparison.Ordinal);

    private static string Lines(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
}
