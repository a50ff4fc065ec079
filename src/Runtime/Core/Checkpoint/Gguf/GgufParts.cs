using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>
/// The files of a model: one, or the parts that llama.cpp has split it in (https://github.com/ggml-org/llama.cpp/tree/master/tools/gguf-split), named
/// <c>model-00001-of-00003.gguf</c> and so on. The first has the keys of the model; every part says which it is and of how many.
/// </summary>
internal sealed class GgufParts : IDisposable
{
    private const string Number = "split.no";
    private const string Count = "split.count";
    private const string TensorCount = "split.tensors.count";
    private const int Digits = 5;

    private readonly Dictionary<string, GgufEntry> _byName = new(StringComparer.Ordinal);

    private GgufParts(IReadOnlyList<GgufFile> files)
    {
        Files = files;
        Tensors = [.. files.SelectMany(static file => file.Tensors)];
        foreach (GgufEntry tensor in Tensors)
        {
            if (!_byName.TryAdd(tensor.Name, tensor))
            {
                throw tensor.File.Bad($"it has the tensor '{tensor.Name}', which '{Path.GetFileName(_byName[tensor.Name].File.Path)}' has too");
            }
        }
    }

    /// <summary>The files, in the order of their numbers.</summary>
    public IReadOnlyList<GgufFile> Files { get; }

    /// <summary>The model's keys: those of the first file.</summary>
    public GgufMetadata Metadata => Files[0].Metadata;

    /// <summary>The tensors of all files, in their order.</summary>
    public IReadOnlyList<GgufEntry> Tensors { get; }

    /// <summary>Opens a file and, where it is a part of a model, the others.</summary>
    /// <param name="path">The file, or any of the parts.</param>
    /// <exception cref="CheckpointException">A file cannot be read, or is no GGUF file.</exception>
    /// <exception cref="ShardMissingException">A part is not there.</exception>
    /// <exception cref="CheckpointHeaderException">What the parts say of themselves does not fit together.</exception>
    public static GgufParts Open(string path)
    {
        List<GgufFile> files = [GgufFile.Open(path)];
        try
        {
            if (files[0].Metadata.Integer(Count) is > 1 and long count)
            {
                OpenOthers(files, count);
            }

            return new GgufParts(files);
        }
        catch
        {
            files.ForEach(static file => file.Dispose());
            throw;
        }
    }

    /// <summary>The tensor of a name.</summary>
    public GgufEntry? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>A fault of the first file's header.</summary>
    public CheckpointHeaderException Bad(string what) => Files[0].Bad(what);

    public void Dispose()
    {
        foreach (GgufFile file in Files)
        {
            file.Dispose();
        }
    }

    /// <summary>Puts the other parts around the one that is open.</summary>
    private static void OpenOthers(List<GgufFile> files, long count)
    {
        GgufFile asked = files[0];
        long own = asked.Metadata.Integer(Number) ?? throw asked.Bad($"'{Count}' is {Invariant(count)}, and it has no key '{Number}'");
        if (own < 0 || own >= count)
        {
            throw asked.Bad($"'{Number}' is {Invariant(own)} of {Invariant(count)} parts");
        }

        string ending = Ending(own, count);
        if (!asked.Path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
        {
            throw asked.Bad($"it is one of {Invariant(count)} parts of a model; wanted a name that ends with '{ending}', by which the others are found");
        }

        for (long number = 0; number < count; number++)
        {
            if (number != own)
            {
                files.Insert((int)number, OpenPart(asked, asked.Path[..^ending.Length] + Ending(number, count), number, count));
            }
        }

        long tensors = files.Sum(static file => (long)file.Tensors.Count);
        if (files[0].Metadata.Integer(TensorCount) is long expected && expected != tensors)
        {
            throw files[0].Bad($"'{TensorCount}' is {Invariant(expected)}; its {Invariant(count)} parts have {Invariant(tensors)}");
        }
    }

    private static GgufFile OpenPart(GgufFile asked, string path, long number, long count)
    {
        GgufFile part;
        try
        {
            part = GgufFile.Open(path);
        }
        catch (CheckpointNotFoundException e)
        {
            throw new ShardMissingException(asked.Path, Path.GetFileName(path), e);
        }

        if ((part.Metadata.Integer(Number), part.Metadata.Integer(Count)) is var found && found != (number, count))
        {
            part.Dispose();
            throw part.Bad($"'{Number}' is {Shown(found.Item1)} and '{Count}' {Shown(found.Item2)}; wanted '{Number}' {Invariant(number)} with '{Count}' {Invariant(count)}, as its name and the other parts say");
        }

        return part;
    }

    /// <summary>What the name of a part ends with; names count from 1, keys from 0.</summary>
    private static string Ending(long number, long count) => $"-{Padded(number + 1)}-of-{Padded(count)}.gguf";

    private static string Padded(long number) => number.ToString("D" + Invariant(Digits), CultureInfo.InvariantCulture);

    private static string Shown(long? number) => number is long known ? Invariant(known) : "missing";

    private static string Invariant(long number) => number.ToString(CultureInfo.InvariantCulture);
}
