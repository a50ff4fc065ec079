using System;
using System.IO;
using System.Linq;
using System.Text;

namespace Modelwright.Runtime;

/// <summary>
/// Finds a checkpoint's file: in a folder, in a repository folder of Hugging Face's hub cache (<c>models--org--name</c>, whose <c>refs/main</c> names the snapshot;
/// https://huggingface.co/docs/huggingface_hub/guides/manage-cache), or where the path itself is it.
/// </summary>
internal static class CheckpointLocator
{
    public const string SingleName = "model.safetensors";
    public const string IndexName = "model.safetensors.index.json";

    private const string Wanted =
        $"a folder with '{SingleName}' or '{IndexName}', the path of such a file or of a GGUF file, or a repository folder of Hugging Face's hub cache";

    private static readonly string[] WeightEndings = [".safetensors", ".index.json", ".bin", ".pt", ".pth", ".gguf", ".h5", ".msgpack", ".onnx", ".ckpt"];

    /// <summary>The safetensors file or the index to open.</summary>
    /// <exception cref="CheckpointNotFoundException">There is none.</exception>
    public static string Find(string folderOrFile)
    {
        if (!Directory.Exists(folderOrFile))
        {
            return DiskFile.IsThere(folderOrFile) ? folderOrFile : throw new CheckpointNotFoundException(folderOrFile, Wanted, "no such file or folder");
        }

        string folder = IsHubRepository(folderOrFile) ? Snapshot(folderOrFile) : folderOrFile;
        foreach (string name in (string[])[SingleName, IndexName])
        {
            string file = Path.Combine(folder, name);
            if (DiskFile.IsThere(file))
            {
                return file;
            }
        }

        throw new CheckpointNotFoundException(folderOrFile, Wanted, Listed(folder));
    }

    private static bool IsHubRepository(string folder) =>
        Directory.Exists(Path.Combine(folder, "snapshots")) && !DiskFile.IsThere(Path.Combine(folder, SingleName)) && !DiskFile.IsThere(Path.Combine(folder, IndexName));

    private static string Snapshot(string repository)
    {
        string snapshots = Path.Combine(repository, "snapshots");
        string main = Path.Combine(repository, "refs", "main");
        string present = string.Join(", ", Entries(snapshots).Select(static name => $"'{name}'"));
        string choice = $"the path of one of its snapshots ({(present.Length == 0 ? "there is none" : present)})";
        if (!DiskFile.IsThere(main))
        {
            throw new CheckpointNotFoundException(repository, $"a repository of Hugging Face's hub cache with 'refs/main', or {choice}", "no 'refs/main'");
        }

        string commit = Encoding.UTF8.GetString(DiskFile.ReadAll(main, "the name of a snapshot", most: 4096)).Trim();
        bool named = commit.Length > 0 && commit is not ("." or "..") && !commit.Contains('\0') && Path.GetFileName(commit) == commit;
        return named && Directory.Exists(Path.Combine(snapshots, commit))
            ? Path.Combine(snapshots, commit)
            : throw new CheckpointNotFoundException(repository, $"a snapshot that 'refs/main' names, or {choice}", $"'refs/main' with the name '{commit}', which none has");
    }

    /// <summary>Files that may be what was meant: another name, another format.</summary>
    private static string Listed(string folder)
    {
        const int most = 8;
        string[] weights = [.. Entries(folder).Where(static name => WeightEndings.Any(end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase)))];
        return weights.Length == 0
            ? "a folder without weights"
            : "a folder with " + string.Join(", ", weights.Take(most).Select(static name => $"'{name}'")) + (weights.Length > most ? " and more" : "");
    }

    private static string[] Entries(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(folder).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointAccessException(folder, e.Message, e);
        }
    }
}
