using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>From the text of a <c>config.json</c> to a <see cref="ModelSpec"/>, or to messages that say why not.</summary>
internal static class ConfigBinder
{
    /// <param name="text">The file.</param>
    /// <param name="head">The head that the project asks for, by its word; empty: the one that the file names.</param>
    public static BindResult Bind(string text, string head = "")
    {
        MessageList messages = new();
        switch (JsonReader.Read(text))
        {
            case JsonReadResult.Refused refused:
                messages.Report(MessageId.SyntaxError, JsonPointer.Root, ForeignFile.Recognize(text)?.ToString() ?? refused.Words);
                return new BindResult(null, messages.ToEquatableArray(), [new PointerSpan(JsonPointer.Root, refused.Span, refused.Span)]);
            case JsonReadResult.Read { Value: var document }:
                EquatableArray<PointerSpan> spans = JsonIndexer.Index(document, messages);
                ModelSpec? spec = Bind(document, head, messages);
                return new BindResult(messages.HasErrors ? null : spec, messages.ToEquatableArray(), spans) { Keys = messages.Keys };
            default:
                throw new InvalidOperationException("reading gave neither a value nor a refusal");
        }
    }

    private static ModelSpec? Bind(JsonValue document, string head, MessageList messages)
    {
        if (document is not JsonObject root)
        {
            messages.Report(MessageId.NotAnObject, JsonPointer.Root, document.Text);
            return null;
        }

        ConfigReader config = new(root, JsonPointer.Root, path: "", messages);
        if (FindFamily(config) is not FamilyBinder family)
        {
            return null;
        }

        IReadOnlyList<string> architectures = config.Strings(ConfigKeys.Architectures) ?? [];
        CheckArchitecture(config, family, architectures);
        bool reorders = QuantizationBinder.Bind(config);
        QuantizationBinder.Refuse(config, ConfigKeys.CompressionConfig);
        QuantizationBinder.Refuse(config, ConfigKeys.Quantization);
        Head? chosen = HeadBinder.Choose(config, family, architectures, head);
        ModelSpec? spec = family.Bind(config);
        spec = spec is not null && chosen is Head known
            ? HeadBinder.Bind(config, spec, known) with { ReordersColumns = reorders, Json = SavedConfig.Write(root, family.ClassNameOf(known, architectures)) }
            : null;
        KeyAuditor.Audit(config, family.IgnoredKeys.Concat(IgnoredKeys.Common));
        return spec;
    }

    private static FamilyBinder? FindFamily(ConfigReader config)
    {
        IEnumerable<string> supported = FamilyBinder.All.Select(static f => f.Family.ModelType);
        if (config.Find(ConfigKeys.ModelType) is null)
        {
            config.Report(MessageId.MissingKey, ConfigKeys.ModelType, "one of " + ConfigReader.Listed(supported));
            return null;
        }

        if (config.String(ConfigKeys.ModelType) is not string modelType)
        {
            return null;
        }

        FamilyBinder? family = FamilyBinder.All.FirstOrDefault(f => f.Family.ModelType == modelType);
        if (family is null)
        {
            config.Messages.Report(
                MessageId.UnsupportedModelType, config.Pointer(ConfigKeys.ModelType), $"\"{modelType}\"", ConfigReader.Listed(supported));
        }

        return family;
    }

    /// <summary>No architecture means the family's usual class; the model type decides between families.</summary>
    private static void CheckArchitecture(ConfigReader config, FamilyBinder family, IReadOnlyList<string> architectures)
    {
        for (int i = 0; i < architectures.Count; i++)
        {
            string name = architectures[i];
            string pointer = config.ItemPointer(ConfigKeys.Architectures, i);
            if (family.Classes.Contains(name))
            {
                continue;
            }

            if (FamilyBinder.All.FirstOrDefault(f => f.Classes.Contains(name)) is FamilyBinder other)
            {
                config.Messages.Report(MessageId.ArchitectureOfOtherFamily, pointer, $"\"{name}\"", other.Family.ModelType, family.Family.ModelType);
            }
            else
            {
                config.Messages.Report(MessageId.UnsupportedArchitecture, pointer, $"\"{name}\"", ConfigReader.Listed(family.Classes));
            }
        }
    }
}
