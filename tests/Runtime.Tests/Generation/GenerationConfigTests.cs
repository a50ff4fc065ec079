using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace Modelwright.Runtime.Tests;

/// <summary>What a <c>generation_config.json</c> says acts, or is named.</summary>
public sealed class GenerationConfigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void All_sorts_of_settings_are_read_and_the_rest_is_named()
    {
        GenerationDefaults defaults = GenerationDefaults.Load(Cases.Path("generation-settings", "all-sorts.json"));

        Assert.Equal(3, defaults.NoRepeatNgramSize);
        Assert.Equal([5], defaults.SuppressTokens);
        Assert.Equal([[7]], defaults.BadWords);
        Assert.Equal(4, defaults.MinTokens);
        Assert.Equal([2], defaults.ForcedEndTokens);
        Assert.Equal(20, defaults.MaxLength);
        Assert.Equal(1.5f, defaults.PresencePenalty);
        Assert.Equal(0.5f, defaults.TypicalP);
        Assert.Null(defaults.SequenceBiases);
        Assert.Contains("'num_beams' is 4", Assert.Single(defaults.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_file_forbids_is_not_generated()
    {
        GenerationDefaults defaults = GenerationDefaults.Load(Cases.Path("generation-settings", "no-repeat.json"));
        ScriptedModel model = new(static tokens => tokens.Count < 3 ? 22 : 0) { GenerationDefaults = defaults };

        List<int> tokens = await TextGenerationTests.Collect(model.GenerateAsync([1, 2], new() { MaxTokens = 20 }));

        Assert.Equal(8, tokens.Distinct().Count()); // no token twice, and none of those that end before the eighth
        Assert.Equal(8, tokens.Count);
        Assert.DoesNotContain(22, tokens);
    }

    [Fact]
    public async Task No_new_tokens_are_none()
    {
        GenerationDefaults defaults = GenerationDefaults.Load(Cases.Path("generation-settings", "max-new-tokens-0.json"));
        ScriptedModel model = new(static _ => 'x') { GenerationDefaults = defaults };
        GenerationStatistics? statistics = null;

        Assert.Empty(await TextGenerationTests.Collect(model.GenerateTextAsync("abcd", new() { Completed = s => statistics = s })));
        Assert.Equal((0, StopReason.MaxTokens), (statistics!.GeneratedTokens, statistics.StopReason));
        Assert.Empty(await TextGenerationTests.Collect(model.GenerateAsync([1, 2, 3])));
        Assert.Equal([[], []], model.GenerateBatch([[1], [2, 3]]));
        Assert.Empty(model.Passes);
        Assert.Equal(2, (await TextGenerationTests.Collect(model.GenerateAsync([1], new() { MaxTokens = 2 }))).Count);

        using TextSession session = new(model);
        Assert.Empty(await TextGenerationTests.Collect(session.ContinueAsync("ab", new() { MaxTokens = 0 })));
        Assert.Equal(["x"], await TextGenerationTests.Collect(session.ContinueAsync("c", new() { MaxTokens = 1 })));
        Assert.Equal("abcx", new LetterTokenizer().Decode(session.Tokens));
    }

    [Fact]
    public async Task A_length_counts_the_prompt()
    {
        ScriptedModel model = new(static _ => 'x') { GenerationDefaults = new() { MaxLength = 5 } };

        Assert.Equal(2, (await TextGenerationTests.Collect(model.GenerateAsync([1, 2, 3]))).Count);
        Assert.Equal([3, 1], model.GenerateBatch([[1, 2], [1, 2, 3, 4]]).Select(static tokens => tokens.Length));
        Assert.Equal(7, (await TextGenerationTests.Collect(model.GenerateAsync([1, 2, 3], new() { MaxTokens = 7 }))).Count);
        GenerationOptionsException e = await Assert.ThrowsAsync<GenerationOptionsException>(() => TextGenerationTests.Collect(model.GenerateAsync([1, 2, 3, 4, 5])));
        Assert.Contains("more than the 5 tokens of the prompt", e.Wanted, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forced_end_comes_as_the_last_token()
    {
        GenerationStatistics? statistics = null;
        GenerationOptions options = new() { MaxTokens = 3, ForcedEndTokens = [0], Completed = s => statistics = s };

        Assert.Equal(['x', 'x'], await TextGenerationTests.Collect(new ScriptedModel(static _ => 'x').GenerateAsync([1], options)));
        Assert.Equal(StopReason.EndToken, statistics!.StopReason);
    }

    [Theory]
    [InlineData("""{"stop_strings":"lo"}""", "hel")]
    [InlineData("""{"stop_strings":["lo","el"]}""", "h")]
    [InlineData("""{"stop_strings":null}""", "hello")]
    public async Task Stop_strings_of_a_file_stop(string json, string expected)
    {
        ScriptedModel model = new(ScriptedModel.Script("hello")) { GenerationDefaults = Load(json) };

        Assert.Equal(expected, string.Concat(await TextGenerationTests.Collect(model.GenerateTextAsync(">"))));
        Assert.Equal("he", string.Concat(await TextGenerationTests.Collect(model.GenerateTextAsync(">", new() { StopStrings = ["l"] }))));
    }

    [Theory]
    [InlineData("num_beams", "1", "4")]
    [InlineData("num_beam_groups", "1", "2")]
    [InlineData("penalty_alpha", "0.0", "0.6")]
    [InlineData("guidance_scale", "1.0", "1.5")]
    [InlineData("dola_layers", "null", "\"high\"")]
    [InlineData("prompt_lookup_num_tokens", "null", "3")]
    [InlineData("constraints", "[ ]", "[1]")]
    [InlineData("num_return_sequences", "1", "2")]
    [InlineData("exponential_decay_length_penalty", "null", "[5, 1.1]")]
    [InlineData("some_setting", "null", "1")]
    public void Other_ways_of_generating_are_named_where_they_are_asked_for(string key, string neutral, string asked)
    {
        Assert.Empty(Load($$"""{"{{key}}":{{neutral}}}""").Warnings);
        string effect = key == "some_setting" ? "this setting is not known and has no effect." : "this way of generating is not supported, and goes without it.";
        Assert.Equal($"'{key}' is {asked}: {effect}", Assert.Single(Load($$"""{"{{key}}":{{asked}}}""").Warnings));
    }

    [Theory]
    [InlineData("top-p-0.json", "0 for 'top_p'", "above 0 and at most 1")]
    [InlineData("repetition-penalty-0.json", "0 for 'repetition_penalty'", "above 0 and finite")]
    public void A_message_does_not_allow_what_was_found(string file, string found, string wanted)
    {
        GenerationConfigException e = Assert.Throws<GenerationConfigException>(() => GenerationDefaults.Load(Cases.Path("messages", file)));

        Assert.Equal((found, "a number " + wanted), (e.Found, e.Wanted));
    }

    [Theory]
    [InlineData("""{"bad_words_ids":5}""")]
    [InlineData("""{"bad_words_ids":[5]}""")]
    [InlineData("""{"bad_words_ids":[["a"]]}""")]
    [InlineData("""{"sequence_bias":{"a":1}}""")]
    [InlineData("""{"sequence_bias":[[[1],"a"]]}""")]
    [InlineData("""{"sequence_bias":[[[],1.0]]}""")]
    [InlineData("""{"suppress_tokens":"a"}""")]
    [InlineData("""{"stop_strings":[1]}""")]
    [InlineData("""{"stop_strings":""}""")]
    [InlineData("""{"temperature":1e39}""")]
    [InlineData("""{"eos_token_id":1e300}""")]
    public void What_has_the_wrong_form_is_refused(string json) => Assert.Throws<GenerationConfigException>(() => Load(json));

    [Theory]
    [InlineData("""{"bad_words_ids":5}""", "5 for 'bad_words_ids'", "a list of lists of tokens")]
    [InlineData("""{"bad_words_ids":[5]}""", "5 for 'bad_words_ids'", "a list of tokens")]
    [InlineData("""{"stop_strings":1}""", "1 for 'stop_strings'", "a text or a list of texts")]
    [InlineData("[]", "a JSON Array", "an object")]
    [InlineData("7", "a JSON Number", "an object")]
    public void What_has_the_wrong_form_is_named(string json, string found, string wanted)
    {
        GenerationConfigException e = Assert.Throws<GenerationConfigException>(() => Load(json));

        Assert.Equal((found, wanted), (e.Found, e.Wanted));
    }

    /// <summary>With its quotes a text of 78 letters is the last that is shown whole.</summary>
    [Theory]
    [InlineData(78, "")]
    [InlineData(79, "…")]
    public void Long_values_are_shown_in_part(int letters, string rest)
    {
        string value = $"\"{new string('a', letters)}\"";

        Assert.Equal($"{value[..80]}{rest} for 'temperature'", Assert.Throws<GenerationConfigException>(() => Load($$"""{"temperature":{{value}}}""")).Found);
    }

    [Fact]
    public void Words_without_tokens_are_left_out() => Assert.Equal([[7], [8]], Load("""{"bad_words_ids":[[-1],[7],[],[8,-1]]}""").BadWords!);

    [Fact]
    public void A_bias_reads_as_Hugging_Face_writes_it()
    {
        SequenceBias bias = Assert.Single(Load("""{"sequence_bias":[[[1,2],-1.5]]}""").SequenceBiases!);

        Assert.Equal([1, 2], bias.Tokens);
        Assert.Equal(-1.5f, bias.Bias);
    }

    private GenerationDefaults Load(string json)
    {
        File.WriteAllText(_folder[GenerationDefaults.FileName], json);
        return GenerationDefaults.Load(_folder.Path);
    }
}
