using System.IO;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Modelwright.Runtime;

/// <summary>
/// What lies beside the weights. A file that cannot be read is a warning and never keeps a model from loading: it computes on token ids, and the exception comes when text is asked for.
/// </summary>
internal sealed partial class SideFiles(ITextTokenizer? tokenizer, GenerationDefaults generationDefaults)
{
    /// <summary>The tokenizer, if there is one; one that throws where its file cannot be read.</summary>
    public ITextTokenizer? Tokenizer { get; } = tokenizer;

    /// <summary>What the generation config says.</summary>
    public GenerationDefaults GenerationDefaults { get; } = generationDefaults;

    /// <summary>Reads the files of a checkpoint's folder, but for those that the options replace.</summary>
    public static SideFiles Load(string folder, LoadOptions options)
    {
        ILogger logger = options.Logger ?? NullLogger.Instance;
        return new SideFiles(options.Tokenizer ?? FindTokenizer(folder, logger), options.GenerationDefaults ?? LoadDefaults(folder, logger));
    }

    private static ITextTokenizer? FindTokenizer(string folder, ILogger logger)
    {
        try
        {
            HuggingFaceTokenizer? tokenizer = HuggingFaceTokenizer.Find(folder);
            foreach (string warning in tokenizer?.Warnings ?? [])
            {
                LogSetting(logger, Path.Combine(folder, HuggingFaceTokenizer.FileName), warning);
            }

            return tokenizer;
        }
        catch (TokenizerException e)
        {
            LogUnreadable(logger, e.Path, e.Message);
            return new UnreadableTokenizer(e);
        }
    }

    private static GenerationDefaults LoadDefaults(string folder, ILogger logger)
    {
        try
        {
            GenerationDefaults defaults = GenerationDefaults.Load(folder);
            foreach (string warning in defaults.Warnings)
            {
                LogSetting(logger, Path.Combine(folder, GenerationDefaults.FileName), warning);
            }

            return defaults;
        }
        catch (GenerationConfigException e)
        {
            LogUnreadable(logger, e.Path, e.Message);
            return GenerationDefaults.None with { Fault = e, Warnings = [e.Message] };
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} is left aside; the model generates from token ids, and not from text. {Reason}")]
    private static partial void LogUnreadable(ILogger logger, string path, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path}: {Warning}")]
    private static partial void LogSetting(ILogger logger, string path, string warning);
}
