using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;
using Modelwright.Tests;

namespace Modelwright.Architecture.Tests;

public sealed class TokenizerStandInTests
{
    private static readonly JsonElement Json = Golden("tokenizer.json");
    private static readonly Dictionary<string, int> Specials = Json.GetProperty("added_tokens").EnumerateArray()
        .ToDictionary(token => token.GetProperty("content").GetString()!, token => token.GetProperty("id").GetInt32());

    public static TheoryData<int> Cases => new(Enumerable.Range(0, Golden("cases.json").GetArrayLength()));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Ids_and_text_are_those_of_Hugging_Face(int index)
    {
        JsonElement golden = Golden("cases.json")[index];
        string text = golden.GetProperty("text").GetString()!;
        BpeTokenizer tokenizer = Create(Specials, Specials);

        int[] ids = [.. tokenizer.EncodeToIds(text)];

        Assert.Equal(golden.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32()), ids);
        Assert.Equal(golden.GetProperty("decoded").GetString(), tokenizer.Decode(ids));
        Assert.Equal(ids.Length, tokenizer.CountTokens(text));
    }

    [Fact]
    public void A_special_token_is_one_token_only_when_both_places_name_it()
    {
        string text = "a<|im_end|>b";
        int special = Specials["<|im_end|>"];

        Assert.Contains(special, Create(Specials, Specials).EncodeToIds(text));
        Assert.DoesNotContain(special, Create(Specials, null).EncodeToIds(text));
        Assert.DoesNotContain(special, Create(null, Specials).EncodeToIds(text));
    }

    [Fact]
    public void Tokens_tell_their_places_in_the_text()
    {
        IReadOnlyList<EncodedToken> tokens = Create(Specials, Specials).EncodeToTokens("the world 日", out _);

        Assert.Equal("the", tokens[0].Value);
        Assert.Equal(0..3, tokens[0].Offset);
        Assert.StartsWith("Ġ", tokens[1].Value, StringComparison.Ordinal);
        Assert.Equal(11, tokens[^1].Offset.End.Value);
    }

    [Fact]
    public void An_unfinished_character_is_not_consumed()
    {
        BpeTokenizer tokenizer = Create(Specials, Specials);
        int[] ids = [.. tokenizer.EncodeToIds("a日")];
        char[] text = new char[8];

        OperationStatus status = tokenizer.Decode(ids.SkipLast(1), text, out int consumed, out int written);

        Assert.Equal((OperationStatus.Done, 1, "a"), (status, consumed, new string(text, 0, written)));
        Assert.Equal(OperationStatus.DestinationTooSmall, tokenizer.Decode(ids, new char[1], out _, out _));
        Assert.EndsWith("\uFFFD", tokenizer.Decode(ids.SkipLast(1)), StringComparison.Ordinal);
    }

    private static BpeTokenizer Create(Dictionary<string, int>? inText, Dictionary<string, int>? inModel)
    {
        JsonElement model = Json.GetProperty("model");
        string pattern = Json.GetProperty("pre_tokenizer").GetProperty("pretokenizers")[0].GetProperty("pattern").GetProperty("Regex").GetString()!;
        BpeOptions options = new(model.GetProperty("vocab").EnumerateObject().Select(e => KeyValuePair.Create(e.Name, e.Value.GetInt32())))
        {
            Merges = model.GetProperty("merges").EnumerateArray().Select(merge => merge[0].GetString() + " " + merge[1].GetString()),
            ByteLevel = true,
            Normalizer = new FormC(),
            PreTokenizer = new RegexPreTokenizer(new Regex(pattern), inText),
            SpecialTokens = inModel,
        };
        return BpeTokenizer.Create(options);
    }

    private static JsonElement Golden(string file) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "goldens", "tokenizer", file))).RootElement;

    private sealed class FormC : Normalizer
    {
        public override string Normalize(string original) => original.Normalize(NormalizationForm.FormC);

        public override string Normalize(ReadOnlySpan<char> original) => Normalize(original.ToString());
    }
}
