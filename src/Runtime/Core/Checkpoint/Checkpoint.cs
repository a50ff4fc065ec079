using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>
/// A checkpoint in safetensors form, one file or shards with an index, or GGUF, one file or the parts of one, whose tensors have Hugging Face's names here: nothing but headers is read before it is
/// asked for. Any of its files may be a link, as in Hugging Face's hub cache. Thread-safe for reading.
/// </summary>
public sealed class Checkpoint : IDisposable
{
    private readonly Dictionary<string, string> _shardOf;
    private readonly Dictionary<string, Dictionary<string, CheckpointTensor>> _opened = [];
    private readonly List<TensorFile> _files = [];
    private readonly Lock _gate = new();
    private readonly string _folder;
    private bool _disposed;

    private Checkpoint(string path, string folder, Dictionary<string, string> shardOf)
    {
        Path = path;
        _folder = folder;
        _shardOf = shardOf;
    }

    /// <summary>The file, index or folder that was opened.</summary>
    public string Path { get; }

    /// <summary>The folder the files lie in: <c>tokenizer.json</c> and <c>generation_config.json</c> are beside them.</summary>
    public string Folder => _folder;

    /// <summary>Keys and values of a GGUF file; null for safetensors.</summary>
    internal GgufMetadata? Gguf { get; private init; }

    /// <summary>Names of all tensors, by the index or the file's header.</summary>
    public IReadOnlyCollection<string> Names => _shardOf.Keys;

    /// <summary>The tensor of a name.</summary>
    /// <exception cref="TensorNotFoundException">There is none.</exception>
    /// <exception cref="ShardMissingException">The shard that should hold it is not there.</exception>
    public CheckpointTensor this[string name] =>
        TryGet(name, out CheckpointTensor? tensor) ? tensor : throw new TensorNotFoundException(Path, name);

    /// <summary>Opens a checkpoint.</summary>
    /// <param name="folderOrFile">
    /// A folder with <c>model.safetensors</c> or <c>model.safetensors.index.json</c>, the path of such a file or of a GGUF file (of a split one any part), or a repository folder of Hugging Face's hub cache
    /// (<c>models--org--name</c>), whose <c>refs/main</c> is followed.
    /// </param>
    /// <exception cref="CheckpointNotFoundException">There is no checkpoint at the path, or a link to nothing.</exception>
    /// <exception cref="CheckpointAccessException">A file may not be read, or is a folder.</exception>
    /// <exception cref="ForeignFileException">A file is something else than its name says, such as a Git LFS pointer.</exception>
    /// <exception cref="CheckpointTruncatedException">The file ends too early.</exception>
    /// <exception cref="CheckpointHeaderException">The header or index is not valid.</exception>
    public static Checkpoint Open(string folderOrFile)
    {
        ArgumentException.ThrowIfNullOrEmpty(folderOrFile);
        string file = CheckpointLocator.Find(folderOrFile);
        string folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(file))!;
        if (file.EndsWith(".index.json", StringComparison.OrdinalIgnoreCase))
        {
            return new Checkpoint(folderOrFile, folder, CheckpointIndex.Read(file));
        }

        string name = System.IO.Path.GetFileName(file);
        if (IsGguf(file))
        {
            return OpenGguf(folderOrFile, folder, GgufParts.Open(file));
        }

        SafetensorsFile opened = SafetensorsFile.Open(file);
        Dictionary<string, string> shardOf = [];
        foreach (TensorEntry entry in opened.Entries)
        {
            shardOf.Add(entry.Name, name);
        }

        Checkpoint checkpoint = new(folderOrFile, folder, shardOf);
        checkpoint.Add(name, opened);
        return checkpoint;
    }

    /// <summary>Opens a checkpoint of a model.</summary>
    /// <param name="folderOrFile">As of <see cref="Open"/>.</param>
    /// <param name="model">What the config says of the model.</param>
    /// <param name="rope">Its rotary embedding.</param>
    /// <exception cref="CheckpointException">As of <see cref="Open"/>.</exception>
    /// <exception cref="GgufMismatchException">A GGUF file says something else of its model than the config.</exception>
    internal static Checkpoint OpenFor(string folderOrFile, ModelInfo model, RotaryEmbedding? rope)
    {
        Checkpoint checkpoint = Open(folderOrFile);
        try
        {
            if (checkpoint.Gguf is { } metadata)
            {
                GgufContradictions.Check(folderOrFile, metadata, model, rope);
            }

            return checkpoint;
        }
        catch
        {
            checkpoint.Dispose();
            throw;
        }
    }

    /// <summary>The tokenizer that the checkpoint has: a GGUF file's own, else the <c>tokenizer.json</c> beside it; <see langword="null"/> where there is none.</summary>
    /// <exception cref="TokenizerException">It cannot be read, or is none that is read here.</exception>
    public HuggingFaceTokenizer? ReadTokenizer() => (Gguf is { } metadata ? GgufTokenizer.Find(Path, metadata) : null) ?? HuggingFaceTokenizer.Find(Folder);

    /// <summary>Whether there is a tensor of that name, by the index or header alone.</summary>
    public bool Contains(string name) => _shardOf.ContainsKey(name);

    /// <summary>The file that should hold a tensor, or <see langword="null"/> where no tensor has that name.</summary>
    public string? FileNameOf(string name) => _shardOf.GetValueOrDefault(name);

    /// <summary>The tensor of a name, or false where there is none. Opens the shard that holds it if this is the first of its tensors asked for.</summary>
    /// <exception cref="ShardMissingException">The shard that should hold it is not there.</exception>
    /// <exception cref="CheckpointTruncatedException">The shard ends too early.</exception>
    /// <exception cref="CheckpointHeaderException">The shard's header is not valid, or lacks the tensor.</exception>
    public bool TryGet(string name, [NotNullWhen(true)] out CheckpointTensor? tensor)
    {
        tensor = null;
        if (!_shardOf.TryGetValue(name, out string? shard))
        {
            return false;
        }

        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_opened.TryGetValue(shard, out Dictionary<string, CheckpointTensor>? tensors))
            {
                tensors = OpenShard(shard, name);
            }

            return tensors.TryGetValue(name, out tensor)
                ? true
                : throw new CheckpointHeaderException(Path, CheckpointHeaderFault.IndexMismatch, $"'{name}' is not in the shard '{shard}' that the index names.");
        }
    }

    /// <summary>Closes the files. Tensors of the checkpoint cannot be read afterwards.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (TensorFile file in _files)
            {
                file.Dispose();
            }
        }
    }

    /// <summary>By its name, or, in a cache whose files have none, by its first bytes.</summary>
    private static bool IsGguf(string file) =>
        file.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase) || (!file.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase) && GgufFile.IsGguf(file));

    private static Checkpoint OpenGguf(string path, string folder, GgufParts parts)
    {
        try
        {
            Dictionary<string, CheckpointTensor> tensors = GgufTensors.Of(parts);
            Dictionary<string, string> fileOf = tensors.ToDictionary(static tensor => tensor.Key, static tensor => System.IO.Path.GetFileName(tensor.Value.File), StringComparer.Ordinal);
            Checkpoint checkpoint = new(path, folder, fileOf) { Gguf = parts.Metadata };
            checkpoint._files.AddRange(parts.Files);
            foreach (IGrouping<string, KeyValuePair<string, CheckpointTensor>> file in tensors.GroupBy(tensor => fileOf[tensor.Key]))
            {
                checkpoint._opened.Add(file.Key, file.ToDictionary(StringComparer.Ordinal));
            }

            return checkpoint;
        }
        catch
        {
            parts.Dispose();
            throw;
        }
    }

    private Dictionary<string, CheckpointTensor> OpenShard(string shard, string tensor)
    {
        try
        {
            return Add(shard, SafetensorsFile.Open(System.IO.Path.Combine(_folder, shard)));
        }
        catch (CheckpointNotFoundException e)
        {
            throw new ShardMissingException(Path, shard, tensor, e);
        }
    }

    private Dictionary<string, CheckpointTensor> Add(string shard, SafetensorsFile file)
    {
        Dictionary<string, CheckpointTensor> tensors = [];
        foreach (TensorEntry entry in file.Entries)
        {
            tensors.Add(entry.Name, new CheckpointTensor(file, entry));
        }

        _files.Add(file);
        _opened.Add(shard, tensors);
        return tensors;
    }
}
