using System;

namespace Modelwright.Runtime.Tests;

/// <summary>What of a <c>tokenizer.json</c> is refused: what was found and what was wanted, word for word.</summary>
public sealed class TokenizerFileFaultTests : IDisposable
{
    private const string Whole = "a whole number without a decimal point, at least 0 and at most 2147483647";
    private const string Words = "Split and Digits, as many as there may be, and ByteLevel behind them";
    private const string Normalizers = "NFC, NFD, NFKC, NFKD, Lowercase, Strip, Prepend, Replace, or a Sequence of these";
    private const string Processors = "ByteLevel, and one TemplateProcessing with a list 'single'";
    private const string Single = "the Sequence A once, and SpecialTokens that 'special_tokens' lists";
    private const string Together = "its two tokens and the one they become in the vocabulary";

    private readonly ByteTokenizerFile _file = new("a b");

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData("[]", "a JSON StartArray", "an object")]
    [InlineData("\"model\"", "a JSON String", "an object")]
    [InlineData("{}", "a model of type nothing", "BPE")]
    [InlineData("""{"model":3}""", "a model of type nothing", "BPE")]
    [InlineData("""{"model":{}}""", "no object 'vocab'", "token spellings and ids")]
    [InlineData("""{"model":{"merges":[]}}""", "no object 'vocab'", "token spellings and ids")]
    [InlineData("""{"model":{"vocab":{}}}""", "a model of type nothing", "BPE")]
    [InlineData("""{"model":{"vocab":{},"type":"BPE"}}""", "no list 'merges'", "pairs of tokens")]
    [InlineData("""{"model":{"vocab":{},"merges":[]}}""", "the decoder nothing", "ByteLevel")]
    [InlineData("""{"model":{"merges":["a b"],"vocab":{"a":0,"b":1}}}""", "the merge \"a b\"", Together)]
    public void A_file_of_another_kind(string text, string found, string wanted)
    {
        TokenizerException e = Assert.Throws<TokenizerException>(() => _file.Read(text));

        Assert.Equal((found, wanted, _file.Path), (e.Found, e.Wanted, e.Path));
    }

    [Theory]
    [InlineData("/model/type", "\"WordPiece\"", "a model of type WordPiece", "BPE")]
    [InlineData("/model/vocab", "[]", "no object 'vocab'", "token spellings and ids")]
    [InlineData("/model/vocab", null, "no object 'vocab'", "token spellings and ids")]
    [InlineData("/model/vocab/a", "-1", "the id -1 for 'a'", Whole)]
    [InlineData("/model/vocab/a", "2147483648", "the id 2147483648 for 'a'", Whole)]
    [InlineData("/model/vocab/a", "1.5", "the id 1.5 for 'a'", Whole)]
    [InlineData("/model/vocab/a", "\"1\"", "the id \"1\" for 'a'", Whole)]
    [InlineData("/model/vocab/a", "{\"b\":1}", "the id {\"b\":1} for 'a'", Whole)]
    [InlineData("/model/vocab/a", "101028", "the id 101028 for 'a'", "an id below 101028 in a vocabulary of 257")]
    [InlineData("/model/merges", "{}", "no list 'merges'", "pairs of tokens")]
    [InlineData("/model/merges", null, "no list 'merges'", "pairs of tokens")]
    [InlineData("/model/merges", "[\"ab\"]", "the merge \"ab\"", "two tokens")]
    [InlineData("/model/merges", "[\"a b\",\" b\"]", "the merge \" b\"", "two tokens")]
    [InlineData("/model/merges", "[\"a \"]", "the merge \"a \"", "two tokens")]
    [InlineData("/model/merges", "[1]", "the merge 1", "two tokens")]
    [InlineData("/model/merges", "[[]]", "the merge []", "two tokens")]
    [InlineData("/model/merges", "[[\"a\"]]", "the merge [\"a\"]", "two tokens")]
    [InlineData("/model/merges", "[[1,\"b\"]]", "the merge [1,\"b\"]", "two tokens")]
    [InlineData("/model/merges", "[[\"a\",1]]", "the merge [\"a\",1]", "two tokens")]
    [InlineData("/model/merges", "[[\"a\",\"b\",\"c\"]]", "the merge [\"a\",\"b\",\"c\"]", "two tokens")]
    [InlineData("/model/merges", "[[\"\",\"b\"]]", "the merge [\"\",\"b\"]", "two tokens")]
    [InlineData("/model/merges", "[[\"a\",\"\"]]", "the merge [\"a\",\"\"]", "two tokens")]
    [InlineData("/model/merges", "[\"a c\"]", "the merge \"a c\"", Together)]
    [InlineData("/model/merges", "[[\"a\",\"c\"]]", "the merge [\"a\",\"c\"]", Together)]
    [InlineData("/model/byte_fallback", "true", "byte_fallback true", "false")]
    [InlineData("/model/dropout", "0.1", "dropout 0.1", "none")]
    [InlineData("/model/dropout", "\"0\"", "dropout \"0\"", "none")]
    [InlineData("/model/continuing_subword_prefix", "\"##\"", "continuing_subword_prefix \"##\"", "none")]
    [InlineData("/model/end_of_word_suffix", "\"</w>\"", "end_of_word_suffix \"</w>\"", "none")]
    [InlineData("/decoder", null, "the decoder nothing", "ByteLevel")]
    [InlineData("/decoder", "{\"type\":\"Fuse\"}", "the decoder {\"type\":\"Fuse\"}", "ByteLevel")]
    [InlineData("/decoder", "{\"type\":\"Sequence\",\"decoders\":[]}", "the decoder {\"type\":\"Sequence\",\"decoders\":[]}", "ByteLevel")]
    [InlineData("/decoder", "{\"type\":\"Sequence\",\"decoders\":3}", "the decoder {\"type\":\"Sequence\",\"decoders\":3}", "ByteLevel")]
    [InlineData("/decoder", "{\"type\":\"Sequence\",\"decoders\":[{\"type\":\"ByteLevel\"},{\"type\":\"Fuse\"}]}", "the decoder {\"type\":\"Sequence\",\"decoders\":[{\"type\":\"ByteLevel\"},{\"type\":\"Fuse\"}]}", "ByteLevel")]
    [InlineData("/added_tokens", "{}", "added_tokens that are no list", "a list")]
    [InlineData("/added_tokens", "[{\"content\":\"x\"}]", "the added token {\"content\":\"x\"}", "a content and an id")]
    [InlineData("/added_tokens", "[{\"id\":1}]", "the added token {\"id\":1}", "a content and an id")]
    [InlineData("/added_tokens", "[{\"content\":1,\"id\":1}]", "the added token {\"content\":1,\"id\":1}", "a content and an id")]
    [InlineData("/added_tokens", "[{\"content\":\"x\",\"id\":-1}]", "the id -1 for 'x'", "a whole number without a decimal point, at least 0 and at most 101027")]
    [InlineData("/added_tokens", "[{\"content\":\"x\",\"id\":\"1\"}]", "the id \"1\" for 'x'", "a whole number without a decimal point, at least 0 and at most 101027")]
    [InlineData("/added_tokens", "[{\"content\":\"x\",\"id\":1e3}]", "the id 1e3 for 'x'", "a whole number without a decimal point, at least 0 and at most 101027")]
    [InlineData("/added_tokens", "[{\"content\":\"x\",\"id\":101028}]", "the id 101028 for 'x'", "a whole number without a decimal point, at least 0 and at most 101027")]
    [InlineData("/normalizer", "{\"type\":\"Nmt\"}", "at /normalizer: {\"type\":\"Nmt\"}", Normalizers)]
    [InlineData("/normalizer", "{\"type\":\"Prepend\"}", "at /normalizer: {\"type\":\"Prepend\"}", Normalizers)]
    [InlineData("/normalizer", "{\"type\":\"Replace\",\"content\":\"a\"}", "at /normalizer: {\"type\":\"Replace\",\"content\":\"a\"}", Normalizers)]
    [InlineData("/normalizer", "{\"type\":\"Replace\",\"pattern\":{\"String\":\"a\"}}", "at /normalizer: {\"type\":\"Replace\",\"pattern\":{\"String\":\"a\"}}", Normalizers)]
    [InlineData("/normalizer", "{\"type\":\"Replace\",\"pattern\":{},\"content\":\"\"}", "at /normalizer: {\"type\":\"Replace\",\"pattern\":{},\"content\":\"\"}", "a Replace of a String or a Regex")]
    [InlineData("/normalizer", "{\"type\":\"Sequence\",\"normalizers\":[{\"type\":\"NFC\"},{\"type\":\"Sequence\",\"normalizers\":[{\"type\":\"Nmt\"}]}]}", "at /normalizer/normalizers/1/normalizers/0: {\"type\":\"Nmt\"}", Normalizers)]
    [InlineData("/pre_tokenizer", null, "the pre_tokenizer nothing", Words)]
    [InlineData("/pre_tokenizer", "{\"type\":\"Digits\"}", "at /pre_tokenizer: {\"type\":\"Digits\"}", Words)]
    [InlineData("/pre_tokenizer", "{\"type\":\"Sequence\",\"pretokenizers\":[{\"type\":\"ByteLevel\"},{\"type\":\"Digits\"}]}", "at /pre_tokenizer/pretokenizers/1: {\"type\":\"Digits\"}", Words)]
    [InlineData("/pre_tokenizer", "{\"type\":\"Sequence\",\"pretokenizers\":[{\"type\":\"Whitespace\"},{\"type\":\"ByteLevel\"}]}", "at /pre_tokenizer/pretokenizers/0: {\"type\":\"Whitespace\"}", Words)]
    [InlineData("/pre_tokenizer", "{\"type\":\"Sequence\",\"pretokenizers\":[{\"type\":\"Split\",\"behavior\":\"Isolated\"},{\"type\":\"ByteLevel\"}]}", "at /pre_tokenizer/pretokenizers/0: {\"type\":\"Split\",\"behavior\":\"Isolated\"}", Words)]
    [InlineData("/pre_tokenizer", "{\"type\":\"Sequence\",\"pretokenizers\":[{\"type\":\"Split\",\"pattern\":{},\"behavior\":\"Isolated\"},{\"type\":\"ByteLevel\"}]}", "at /pre_tokenizer/pretokenizers/0: {\"type\":\"Split\",\"pattern\":{},\"behavior\":\"Isolated\"}", "a Split by a Regex or a String")]
    [InlineData("/pre_tokenizer", "{\"type\":\"Sequence\",\"pretokenizers\":[{\"type\":\"Split\",\"pattern\":{\"Regex\":\"a\"},\"behavior\":\"Other\"},{\"type\":\"ByteLevel\"}]}", "at /pre_tokenizer/pretokenizers/0: {\"type\":\"Split\",\"pattern\":{\"Regex\":\"a\"},\"behavior\":\"Other\"}", Words)]
    [InlineData("/post_processor", "{\"type\":\"TemplateProcessing\"}", "at /post_processor: {\"type\":\"TemplateProcessing\"}", Processors)]
    [InlineData("/post_processor", "{\"type\":\"TemplateProcessing\",\"single\":[{\"SpecialToken\":{\"id\":\"x\"}}],\"special_tokens\":{}}", "at /post_processor/single: {\"SpecialToken\":{\"id\":\"x\"}}", Single)]
    [InlineData("/post_processor", "{\"type\":\"RobertaProcessing\"}", "at /post_processor: {\"type\":\"RobertaProcessing\"}", Processors)]
    [InlineData("/post_processor", "{\"type\":\"TemplateProcessing\",\"single\":{}}", "at /post_processor: {\"type\":\"TemplateProcessing\",\"single\":{}}", Processors)]
    [InlineData("/post_processor", "{\"type\":\"RobertaProcessing\",\"single\":[]}", "at /post_processor: {\"type\":\"RobertaProcessing\",\"single\":[]}", Processors)]
    [InlineData("/post_processor", "{\"type\":\"TemplateProcessing\",\"single\":[]}", "at /post_processor: {\"type\":\"TemplateProcessing\",\"single\":[]}", "the Sequence A in 'single'")]
    [InlineData("/post_processor", "{\"type\":\"TemplateProcessing\",\"single\":[{\"Sequence\":{\"id\":\"B\"}}]}", "at /post_processor/single: {\"Sequence\":{\"id\":\"B\"}}", Single)]
    [InlineData("/post_processor", "{\"type\":\"TemplateProcessing\",\"single\":[{\"Sequence\":{\"id\":\"A\"}},{\"Sequence\":{\"id\":\"A\"}}]}", "at /post_processor/single: {\"Sequence\":{\"id\":\"A\"}}", Single)]
    [InlineData("/post_processor", "{\"type\":\"TemplateProcessing\",\"single\":[{\"SpecialToken\":{\"id\":\"x\"}}],\"special_tokens\":{\"x\":{}}}", "at /post_processor/single: {\"SpecialToken\":{\"id\":\"x\"}}", Single)]
    [InlineData("/post_processor", "{\"type\":\"TemplateProcessing\",\"single\":[{\"SpecialToken\":{\"id\":\"x\"}}],\"special_tokens\":{\"x\":{\"ids\":[999]}}}", "the id 999 for 'x' in post_processor", "the id of a token")]
    [InlineData("/post_processor", "{\"type\":\"TemplateProcessing\",\"single\":[{\"SpecialToken\":{\"id\":\"x\"}}],\"special_tokens\":{\"x\":{\"ids\":[-5]}}}", "the id -5 for 'x'", "a whole number without a decimal point, at least 0 and at most 101027")]
    public void What_is_found_and_wanted(string pointer, string? json, string found, string wanted)
    {
        TokenizerException e = Assert.Throws<TokenizerException>(() => _file.With(pointer, json).Read());

        Assert.Equal((found, wanted, _file.Path), (e.Found, e.Wanted, e.Path));
    }

    /// <summary>What the two become is there, one of them is not.</summary>
    [Theory]
    [InlineData("zz a", "zza")]
    [InlineData("a zz", "azz")]
    public void Each_token_of_a_merge_must_be_there(string merge, string product)
    {
        _file.With("/model/vocab/" + product, "300").With("/model/merges", $"[\"{merge}\"]");
        TokenizerException e = Assert.Throws<TokenizerException>(() => _file.Read());

        Assert.Equal(($"the merge \"{merge}\"", Together), (e.Found, e.Wanted));
    }

    [Fact]
    public void Two_templates_are_one_too_many()
    {
        const string template = """{"type":"TemplateProcessing","single":[{"Sequence":{"id":"A"}}]}""";
        TokenizerException e = Assert.Throws<TokenizerException>(() => _file.With("/post_processor", $$"""{"type":"Sequence","processors":[{{template}},{"type":"ByteLevel"},{{template}}]}""").Read());

        Assert.Equal(("at /post_processor/processors/2: " + template, Processors), (e.Found, e.Wanted));
    }

    [Theory]
    [InlineData("/normalizer", """{"type":"Replace","pattern":{"Regex":"("},"content":""}""")]
    [InlineData("/pre_tokenizer", """{"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"("},"behavior":"Isolated"},{"type":"ByteLevel"}]}""")]
    public void A_pattern_that_is_none(string pointer, string json)
    {
        TokenizerException e = Assert.Throws<TokenizerException>(() => _file.With(pointer, json).Read());

        Assert.StartsWith("the pattern (: ", e.Found, StringComparison.Ordinal);
        Assert.Equal("a pattern that .NET's Regex takes", e.Wanted);
        Assert.IsAssignableFrom<ArgumentException>(e.InnerException);
    }

    /// <summary>The first byte, one of the others, and the last.</summary>
    [Theory]
    [InlineData("\u0100")]
    [InlineData("c")]
    [InlineData("\u00FF")]
    public void A_token_without_a_byte_beside_a_vocabulary_that_lacks_one(string spelling)
    {
        _file.With("/model/unk_token", "\"<unk>\"").Read();
        TokenizerException e = Assert.Throws<TokenizerException>(() => _file.With("/model/vocab/" + spelling, null).Read());

        Assert.Equal(("unk_token \"<unk>\" beside a vocabulary that lacks bytes", "no unk_token, or a token for each of the 256 bytes"), (e.Found, e.Wanted));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void What_is_long_is_shown_in_part(int more)
    {
        string type = new('x', 600 + more - "{\"type\":\"\"}".Length);
        string text = $$"""{"type":"{{type}}"}""";
        TokenizerException e = Assert.Throws<TokenizerException>(() => _file.With("/normalizer", text).Read());

        Assert.Equal("at /normalizer: " + (more == 0 ? text : text[..600] + "…"), e.Found);
    }

    [Fact]
    public void Text_behind_the_object_is_no_JSON()
    {
        TokenizerException e = Assert.Throws<TokenizerException>(() => _file.Read(_file.Root.ToJsonString() + " x"));

        Assert.StartsWith("text that is not JSON: ", e.Found, StringComparison.Ordinal);
        Assert.Equal("a JSON object", e.Wanted);
    }

    [Fact]
    public void Lists_of_another_file_that_are_no_tokenizer()
    {
        TokenizerException e = Assert.Throws<TokenizerException>(static () => TokenizerFileReader.Read("model.gguf", "{\"model\":"u8));

        Assert.Equal(("model.gguf", "those of a tokenizer"), (e.Path, e.Wanted));
        Assert.StartsWith("lists that no tokenizer has: ", e.Found, StringComparison.Ordinal);
        Assert.IsAssignableFrom<System.Text.Json.JsonException>(e.InnerException);
    }

    [Fact]
    public void A_folder_in_the_place_of_a_file()
    {
        using TemporaryFolder folder = new();
        System.IO.Directory.CreateDirectory(folder["x.json"]);
        TokenizerException e = Assert.Throws<TokenizerException>(() => TokenizerFileReader.Read(folder["x.json"]));

        Assert.StartsWith("a file that cannot be read: ", e.Found, StringComparison.Ordinal);
        Assert.Equal("a file that can be opened", e.Wanted);
        Assert.Equal(("no such file", "a tokenizer.json"), Assert.Throws<TokenizerException>(() => HuggingFaceTokenizer.Load(folder["y.json"])) is { } absent ? (absent.Found, absent.Wanted) : default);
    }
}
