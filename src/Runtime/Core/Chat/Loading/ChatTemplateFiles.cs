using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace Modelwright.Runtime;

/// <summary>Where templates are in a checkpoint, as transformers looks for them.</summary>
internal static class ChatTemplateFiles
{
    private const string Own = "chat_template.jinja";
    private const string Additional = "additional_chat_templates";
    private const string Processor = "chat_template.json";

    public static ChatTemplate Load(string path) => Directory.Exists(path)
        ? Find(path) ?? throw new ChatTemplateNotFoundException(path, "neither of the files", $"{Own}, {TokenizerConfig.FileName} with a 'chat_template', or {Processor}")
        : File.Exists(path) ? LoadFile(path) : throw new ChatTemplateNotFoundException(path, "no such file or folder", "a template or a checkpoint's folder");

    public static ChatTemplate? Find(string folder)
    {
        Dictionary<string, string> sources = [];
        TokenizerConfig? config = TokenizerConfig.Find(folder);
        IReadOnlyDictionary<string, string> files = JinjaFiles(folder);
        string processor = Path.Combine(folder, Processor);
        if (File.Exists(processor))
        {
            sources = files.Count > (files.ContainsKey("default") ? 1 : 0)
                ? throw new ChatTemplateNotFoundException(folder, $"{Processor} and {Additional}", "one of the two")
                : new Dictionary<string, string>(TokenizerConfig.Read(processor).Templates);
        }
        else if (files.Count > 0)
        {
            sources = new Dictionary<string, string>(files);
        }
        else if (config is not null)
        {
            sources = new Dictionary<string, string>(config.Templates);
        }

        return sources.Count == 0 ? null : Create(folder, sources, config?.SpecialTokens);
    }

    private static ChatTemplate LoadFile(string path)
    {
        if (string.Equals(Path.GetExtension(path), ".gguf", StringComparison.OrdinalIgnoreCase))
        {
            return LoadGguf(path);
        }

        if (!string.Equals(Path.GetExtension(path), ".json", StringComparison.OrdinalIgnoreCase))
        {
            return ChatTemplate.Parse(ReadText(path), path);
        }

        TokenizerConfig config = TokenizerConfig.Read(path);
        return config.Templates.Count > 0
            ? Create(path, config.Templates, config.SpecialTokens)
            : throw new ChatTemplateNotFoundException(path, "no 'chat_template'", "a template");
    }

    /// <summary>The template inside a GGUF file, and the spellings of its beginning and end.</summary>
    private static ChatTemplate LoadGguf(string path)
    {
        try
        {
            using GgufParts file = GgufParts.Open(path);
            string source = file.Metadata.Text("tokenizer.chat_template") ?? throw new ChatTemplateNotFoundException(path, "no key 'tokenizer.chat_template'", "a template");
            string[] tokens = file.Metadata.Texts("tokenizer.ggml.tokens") ?? [];
            Dictionary<string, string> special = [];
            foreach (string name in (string[])["bos", "eos"])
            {
                if (file.Metadata.Integer($"tokenizer.ggml.{name}_token_id") is { } id && id >= 0 && id < tokens.Length)
                {
                    special[name + "_token"] = tokens[id];
                }
            }

            return Create(path, new Dictionary<string, string> { ["default"] = source }, special);
        }
        catch (CheckpointException e)
        {
            throw new ChatTemplateNotFoundException(path, "a file that is no GGUF file: " + e.Message, "a GGUF file with 'tokenizer.chat_template'", e);
        }
    }

    private static Dictionary<string, string> JinjaFiles(string folder)
    {
        Dictionary<string, string> files = [];
        string own = Path.Combine(folder, Own);
        if (File.Exists(own))
        {
            files["default"] = ReadText(own);
        }

        string additional = Path.Combine(folder, Additional);
        if (Directory.Exists(additional))
        {
            foreach (string file in Directory.EnumerateFiles(additional, "*.jinja").Order(StringComparer.Ordinal))
            {
                files[Path.GetFileNameWithoutExtension(file)] = ReadText(file);
            }
        }

        return files;
    }

    private static string ReadText(string path)
    {
        try
        {
            // Archives and other tools' files are told by bytes that are no text.
            byte[] bytes = File.ReadAllBytes(path);
            return ForeignFile.RecognizeTemplate(Encoding.Latin1.GetString(bytes)) is { } foreign
                ? throw new ChatTemplateNotFoundException(path, foreign.Found, $"a template ({foreign.Advice})")
                : File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ChatTemplateNotFoundException(path, "a file that cannot be read: " + e.Message, "a file that can be opened", e);
        }
    }

    private static ChatTemplate Create(string path, IReadOnlyDictionary<string, string> sources, IReadOnlyDictionary<string, string>? specialTokens)
    {
        specialTokens ??= new Dictionary<string, string>();
        return sources.Count == 1 && sources.TryGetValue("default", out string? only)
            ? new InterpretedChatTemplate(only, path) { SpecialTokens = specialTokens }
            : new NamedChatTemplates(path, sources.ToDictionary(static s => s.Key, s => ChatTemplate.Parse(s.Value, $"{path}:{s.Key}"))) { SpecialTokens = specialTokens };
    }
}
