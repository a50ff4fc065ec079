using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Modelwright.Runtime;

/// <summary>
/// What lies beside the weights. A file that cannot be read is a warning and never keeps a model from loading: it computes on token ids, and the exception comes when text is asked for.
/// </summary>
internal sealed partial class SideFiles
{
    private readonly List<FileWarning> _warnings = [];

    private SideFiles(string folder, Checkpoint? checkpoint, LoadOptions options)
    {
        Tokenizer = options.Tokenizer ?? FindTokenizer(folder, checkpoint);
        GenerationDefaults = options.GenerationDefaults ?? LoadDefaults(folder);
        Processors = options.MediaProcessors ?? MediaProcessors.Of(folder);
        foreach (FileWarning warning in _warnings)
        {
            LogWarning(options.Logger ?? NullLogger.Instance, warning.Path, warning.Text);
        }
    }

    /// <summary>The tokenizer, if there is one; one that throws where its file cannot be read.</summary>
    public ITextTokenizer? Tokenizer { get; }

    /// <summary>What the generation config says.</summary>
    public GenerationDefaults GenerationDefaults { get; }

    /// <summary>How pictures and clips become patches; of use to models that see.</summary>
    public MediaProcessors Processors { get; }

    /// <summary>Reads the files of a checkpoint's folder, but for those that the options replace.</summary>
    public static SideFiles Load(string folder, LoadOptions options) => new(folder, checkpoint: null, options);

    /// <summary>Reads the files beside a checkpoint, but for those that the options replace and those that a GGUF file has in itself.</summary>
    public static SideFiles Load(Checkpoint checkpoint, LoadOptions options) => new(checkpoint.Folder, checkpoint, options);

    /// <summary>A report of the weights with what is to be said of these files.</summary>
    public WeightReport AddTo(WeightReport report) => report with { FileWarnings = [.. report.FileWarnings, .. _warnings] };

    private ITextTokenizer? FindTokenizer(string folder, Checkpoint? checkpoint)
    {
        try
        {
            HuggingFaceTokenizer? tokenizer = checkpoint is null ? HuggingFaceTokenizer.Find(folder) : checkpoint.ReadTokenizer();
            Warn(folder, HuggingFaceTokenizer.FileName, tokenizer?.Warnings ?? []);
            return tokenizer;
        }
        catch (TokenizerException e)
        {
            WarnUnreadable(e.Path, e.Message);
            return new UnreadableTokenizer(e);
        }
        catch (CheckpointHeaderException e)
        {
            TokenizerException fault = new(e.Path, "keys of another kind: " + e.Message, "those of a tokenizer", e);
            WarnUnreadable(e.Path, fault.Message);
            return new UnreadableTokenizer(fault);
        }
    }

    private GenerationDefaults LoadDefaults(string folder)
    {
        try
        {
            GenerationDefaults defaults = GenerationDefaults.Load(folder);
            Warn(folder, GenerationDefaults.FileName, defaults.Warnings);
            return defaults;
        }
        catch (GenerationConfigException e)
        {
            WarnUnreadable(e.Path, e.Message);
            return GenerationDefaults.None with { Fault = e, Warnings = [e.Message] };
        }
    }

    private void Warn(string folder, string file, IEnumerable<string> warnings) =>
        _warnings.AddRange(warnings.Select(text => new FileWarning(Path.Combine(folder, file), text)));

    private void WarnUnreadable(string path, string reason) =>
        _warnings.Add(new FileWarning(path, "It is left aside; the model generates from token ids, and not from text. " + reason));

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path}: {Warning}")]
    private static partial void LogWarning(ILogger logger, string path, string warning);
}
