using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Compiler.ChatTemplates;

/// <summary>
/// Finds the templates and special tokens in the files beside a config, as transformers does: a processor's file wins over template files,
/// and these over what the tokenizer's config holds.
/// </summary>
internal sealed class TemplateReader
{
    private readonly IReadOnlyList<TemplateFile> _files;

    public TemplateReader(IReadOnlyList<TemplateFile> files) => _files = files;

    public List<TemplateMessage> Messages { get; } = [];

    /// <summary>Special tokens by variable: every <c>…_token</c> of the tokenizer's config.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> SpecialTokens { get; private set; } = [];

    public IReadOnlyList<TemplateText> Read()
    {
        JsonObject? tokenizer = Json(TemplateFile.TokenizerConfig);
        SpecialTokens = tokenizer is null ? [] : [.. Tokens(tokenizer)];
        List<TemplateText> files =
        [
            .. _files.Where(f => f.Name == TemplateFile.Own && IsTemplate(f)).Select(static f => new TemplateText("default", f.Text, f, JsonStart: null)),
            .. _files.Where(f => f.IsAdditional && IsTemplate(f)).OrderBy(static f => f.Name, StringComparer.Ordinal)
                .Select(static f => new TemplateText(f.Name.Substring(0, f.Name.Length - ".jinja".Length), f.Text, f, JsonStart: null)),
        ];
        if (Json(TemplateFile.Processor) is JsonObject processor)
        {
            TemplateFile file = Find(TemplateFile.Processor)!;
            if (files.Exists(static f => f.File.IsAdditional))
            {
                Refuse(file, processor, $"there are {TemplateFile.Additional} as well; one of the two is allowed");
            }

            return Templates(file, processor);
        }

        return files.Count > 0 ? files : tokenizer is null ? [] : Templates(Find(TemplateFile.TokenizerConfig)!, tokenizer);
    }

    private TemplateFile? Find(string name) => _files.FirstOrDefault(f => f.Name == name);

    private bool IsTemplate(TemplateFile file)
    {
        if (ForeignFile.RecognizeTemplate(file.Text) is not ForeignFile foreign)
        {
            return true;
        }

        Report(file, 0, foreign.ToString());
        return false;
    }

    private JsonObject? Json(string name)
    {
        if (Find(name) is not TemplateFile file)
        {
            return null;
        }

        switch (JsonReader.Read(file.Text))
        {
            case JsonReadResult.Read { Value: JsonObject root }:
                return root;
            case JsonReadResult.Refused refused:
                Report(file, refused.Span.Start, ForeignFile.Recognize(file.Text)?.ToString() ?? refused.Words);
                return null;
            default:
                Report(file, 0, "it holds no object");
                return null;
        }
    }

    private List<TemplateText> Templates(TemplateFile file, JsonObject root)
    {
        List<TemplateText> templates = [];
        switch (root.Find("chat_template"))
        {
            case JsonString text:
                templates.Add(new TemplateText("default", text.Value, file, text.Span.Start + 1));
                break;
            case JsonArray list:
                foreach (JsonValue item in list.Items)
                {
                    if (item is JsonObject entry && entry.Find("name") is JsonString name && entry.Find("template") is JsonString template)
                    {
                        templates.Add(new TemplateText(name.Value, template.Value, file, template.Span.Start + 1));
                    }
                    else
                    {
                        Refuse(file, item, $"an entry of 'chat_template' is {item.Text}; it must be an object with the texts 'name' and 'template'");
                    }
                }

                break;
            case JsonNull or null:
                break;
            case JsonValue other:
                Refuse(file, other, $"'chat_template' is {other.Text}; it must be text, or a list of objects with 'name' and 'template'");
                break;
        }

        return templates;
    }

    private static IEnumerable<KeyValuePair<string, string>> Tokens(JsonObject root) => root.Members
        .Where(static m => m.Name.EndsWith("_token", StringComparison.Ordinal))
        .GroupBy(static m => m.Name)
        .Select(static g => new KeyValuePair<string, JsonValue?>(g.Key, g.Last().Value is JsonObject token ? token.Find("content") : g.Last().Value))
        .Where(static t => t.Value is JsonString)
        .Select(static t => new KeyValuePair<string, string>(t.Key, ((JsonString)t.Value!).Value));

    private void Refuse(TemplateFile file, JsonValue value, string reason) => Report(file, value.Span.Start, reason);

    private void Report(TemplateFile file, int offset, string reason)
    {
        (int line, int column) = TemplateText.PlaceOf(file.Text, offset);
        Messages.Add(new TemplateMessage(MessageId.ChatTemplateUnreadable, file.Path, line, column, [file.Name, reason]));
    }
}
