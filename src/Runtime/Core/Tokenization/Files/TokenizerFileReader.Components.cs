using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Modelwright.Runtime;

/// <content>Normalizer, pre-tokenizer, post-processor.</content>
internal sealed partial class TokenizerFileReader
{
    private ITextNormalizer? ReadNormalizer(JsonElement? normalizer)
    {
        List<ITextNormalizer> steps = [.. Parts(normalizer, "/normalizer", "normalizers").Select(part => ReadNormalizer(part.Pointer, part.Part))];
        return steps.Count switch
        {
            0 => null,
            1 => steps[0],
            _ => new NormalizerSequence(steps),
        };
    }

    private ITextNormalizer ReadNormalizer(string pointer, JsonElement part)
    {
        switch (TypeOf(part))
        {
            case "NFC":
                return UnicodeForm.C;
            case "NFD":
                return UnicodeForm.D;
            case "NFKC":
                return UnicodeForm.KC;
            case "NFKD":
                return UnicodeForm.KD;
            case "Lowercase":
                return new LowercaseNormalizer();
            case "Strip":
                return new StripNormalizer(IsTrue(part, "strip_left"), IsTrue(part, "strip_right"));
            case "Prepend" when String(Get(part, "prepend")) is string prefix:
                return new PrependNormalizer(prefix);
            case "Replace" when String(Get(part, "content")) is string content && Get(part, "pattern") is { } pattern:
                return String(Get(pattern, "String")) is string text ? new ReplaceNormalizer(text, content)
                    : String(Get(pattern, "Regex")) is string expression ? new ReplacePatternNormalizer(CreateRegex(expression), content)
                    : throw Refused(pointer, part, "a Replace of a String or a Regex");
            default:
                throw Refused(pointer, part, "NFC, NFD, NFKC, NFKD, Lowercase, Strip, Prepend, Replace, or a Sequence of these");
        }
    }

    private ByteLevelWords ReadWords(JsonElement? preTokenizer)
    {
        const string wanted = "Split and Digits, as many as there may be, and ByteLevel behind them";
        List<(string Pointer, JsonElement Part)> parts = Parts(preTokenizer, "/pre_tokenizer", "pretokenizers");
        Require(parts.Count > 0, $"the pre_tokenizer {Text(preTokenizer)}", wanted);
        (string pointer, JsonElement last) = parts[^1];
        if (TypeOf(last) != "ByteLevel")
        {
            throw Refused(pointer, last, wanted);
        }

        return new ByteLevelWords(
            [.. parts.SkipLast(1).Select(part => ReadSplitter(part.Pointer, part.Part, wanted))],
            IsTrue(last, "add_prefix_space"),
            Get(last, "use_regex") is not { ValueKind: JsonValueKind.False });
    }

    private IWordSplitter ReadSplitter(string pointer, JsonElement part, string wanted)
    {
        switch (TypeOf(part))
        {
            case "Digits":
                return new PatternSplitter(CreateRegex(IsTrue(part, "individual_digits") ? @"\p{N}" : @"\p{N}+"), SplitBehavior.Isolated);
            case "Split" when Get(part, "pattern") is { } pattern && Behavior(part) is SplitBehavior behavior:
                string? expression = String(Get(pattern, "Regex")) ?? (String(Get(pattern, "String")) is string text ? Regex.Escape(text) : null);
                bool invert = IsTrue(part, "invert");
                return expression switch
                {
                    null => throw Refused(pointer, part, "a Split by a Regex or a String"),
                    QwenSplitter.Pattern when behavior == SplitBehavior.Isolated => new QwenSplitter(marks: false),
                    QwenSplitter.PatternWithMarks when behavior == SplitBehavior.Isolated => new QwenSplitter(marks: true),
                    _ => new PatternSplitter(CreateRegex(expression), behavior, invert),
                };
            default:
                throw Refused(pointer, part, wanted);
        }
    }

    private static SplitBehavior? Behavior(JsonElement split) => String(Get(split, "behavior")) switch
    {
        nameof(SplitBehavior.Removed) => SplitBehavior.Removed,
        nameof(SplitBehavior.Isolated) => SplitBehavior.Isolated,
        nameof(SplitBehavior.MergedWithPrevious) => SplitBehavior.MergedWithPrevious,
        nameof(SplitBehavior.MergedWithNext) => SplitBehavior.MergedWithNext,
        nameof(SplitBehavior.Contiguous) => SplitBehavior.Contiguous,
        _ => null,
    };

    /// <summary>ByteLevel's processor moves offsets only; a template puts tokens around the text.</summary>
    private TokenTemplate ReadTemplate(JsonElement? processor, IReadOnlyList<AddedToken> added)
    {
        TokenTemplate template = TokenTemplate.Nothing;
        foreach ((string pointer, JsonElement part) in Parts(processor, "/post_processor", "processors").Where(static part => TypeOf(part.Part) != "ByteLevel"))
        {
            bool good = TypeOf(part) == "TemplateProcessing" && template == TokenTemplate.Nothing && Get(part, "single") is { ValueKind: JsonValueKind.Array };
            template = good ? ReadTemplate(pointer, part, added) : throw Refused(pointer, part, "ByteLevel, and one TemplateProcessing with a list 'single'");
        }

        return template;
    }

    private TokenTemplate ReadTemplate(string pointer, JsonElement part, IReadOnlyList<AddedToken> added)
    {
        List<int> before = [];
        List<int>? after = null;
        foreach (JsonElement item in Get(part, "single")!.Value.EnumerateArray())
        {
            if (Get(item, "Sequence") is { } sequence && String(Get(sequence, "id")) == "A" && after is null)
            {
                after = [];
            }
            else if (String(Get(Get(item, "SpecialToken"), "id")) is string name && Get(Get(Get(part, "special_tokens"), name), "ids") is { ValueKind: JsonValueKind.Array } ids)
            {
                (after ?? before).AddRange(ids.EnumerateArray().Select(id => Existing(name, id, added)));
            }
            else
            {
                throw Refused(pointer + "/single", item, "the Sequence A once, and SpecialTokens that 'special_tokens' lists");
            }
        }

        return after is not null ? new TokenTemplate(before, after) : throw Refused(pointer, part, "the Sequence A in 'single'");
    }

    private int Existing(string name, JsonElement value, IReadOnlyList<AddedToken> added)
    {
        int id = Id(name, value);
        Require(added.Any(token => token.Id == id) || _vocabulary!.ContainsValue(id), $"the id {id} for '{name}' in post_processor", "the id of a token");
        return id;
    }

    private Regex CreateRegex(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant);
        }
        catch (ArgumentException e)
        {
            throw new TokenizerException(_path, $"the pattern {pattern}: {e.Message}", "a pattern that .NET's Regex takes", e);
        }
    }

    private TokenizerException Refused(string pointer, JsonElement part, string wanted) => new(_path, $"at {pointer}: {Text(part)}", wanted);
}
