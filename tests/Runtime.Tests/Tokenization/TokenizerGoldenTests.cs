using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Modelwright.Runtime.Tests;

/// <summary>Ids and texts of Hugging Face's library: the real Qwen3 tokenizer, Qwen3.5's pattern, and what fields of <c>tokenizer.json</c> mean.</summary>
public sealed class TokenizerGoldenTests
{
    private static readonly HuggingFaceTokenizer Qwen35 = HuggingFaceTokenizer.Load(Goldens.Path("tokenizer_qwen3_5", "tokenizer.json"));
    private static readonly List<TokenizerCase> Qwen3Cases = TokenizerCase.ReadFile("tokenizer_qwen3", "cases.json");
    private static readonly List<TokenizerCase> Qwen35Cases = TokenizerCase.ReadFile("tokenizer_qwen3_5", "cases.json");
    private static readonly IReadOnlyList<TokenizerFeature> Features = [.. TokenizerFeature.All.Where(static feature => feature.Folder == Path.GetFullPath(Goldens.Path("tokenizer_features")))];

    public static TheoryData<int> Qwen3Indices => [.. Enumerable.Range(0, Qwen3Cases.Count)];

    public static TheoryData<int> Qwen35Indices => [.. Enumerable.Range(0, Qwen35Cases.Count)];

    [Fact]
    public void All_cases_are_there() => Assert.Equal((386, 45, 31), (Qwen3Cases.Count, Qwen35Cases.Count, Features.Count));

    [Theory]
    [MemberData(nameof(Qwen3Indices))]
    public void The_real_tokenizer_of_Qwen3(int index) => Qwen3Cases[index].Check(Qwen3Tokenizer.Instance);

    [Theory]
    [MemberData(nameof(Qwen35Indices))]
    public void The_pattern_of_Qwen3_5(int index) => Qwen35Cases[index].Check(Qwen35);

    [Fact]
    public void A_template_is_left_out_where_it_was_written_already()
    {
        HuggingFaceTokenizer tokenizer = Features.Single(static feature => feature.Name == "template_post_processor").Load();

        Assert.Equal([257, 275, 78], tokenizer.Encode("hello", addSpecialTokens: false));
        Assert.Equal([2046, 2047], tokenizer.Encode(""));
    }

    [Fact]
    public void Ids_that_the_library_gives_anew_are_named()
    {
        HuggingFaceTokenizer tokenizer = Features.Single(static feature => feature.Name == "wrong_ids_in_file").Load();

        Assert.Equal(2, tokenizer.Warnings.Count);
        Assert.Contains("'<x>' has the id 5000 in the file; it is 2045", tokenizer.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Text_from_outside_spells_none_of_Qwen3s_added_tokens()
    {
        HuggingFaceTokenizer tokenizer = Qwen3Tokenizer.Instance;

        Assert.Equal((151669, 26), (tokenizer.VocabularySize, tokenizer.SpecialTokens.Count));
        Assert.Empty(tokenizer.Warnings);
        Assert.Equal(14, tokenizer.SpecialTokens.Count(token => tokenizer.Decode([token.Value], skipSpecialTokens: true).Length == 0));
        Assert.All(tokenizer.SpecialTokens, token =>
        {
            int[] plain = tokenizer.Encode($"a {token.Key} b", allowSpecial: false);
            Assert.DoesNotContain(token.Value, plain);
            Assert.Equal($"a {token.Key} b", tokenizer.Decode(plain));
            Assert.Contains(token.Value, tokenizer.Encode($"a {token.Key} b"));
        });
    }
}
