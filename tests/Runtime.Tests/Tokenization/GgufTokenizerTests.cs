using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text.Json;
using Modelwright.Tests;

namespace Modelwright.Runtime.Tests;

/// <summary>The tokenizer inside a GGUF file: what llama.cpp's converter makes of a tokenizer.json is read as that was.</summary>
public sealed class GgufTokenizerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tokenizer_qwen3", "qwen2")]
    [InlineData("tokenizer_qwen3_5", "qwen35")]
    public void Texts_encode_as_with_the_file_that_it_was_made_of(string golden, string pre)
    {
        string json = Json(golden);
        File.WriteAllText(_folder[HuggingFaceTokenizer.FileName], json);
        HuggingFaceTokenizer wanted = HuggingFaceTokenizer.Load(_folder[HuggingFaceTokenizer.FileName]);
        File.Delete(_folder[HuggingFaceTokenizer.FileName]);
        using Checkpoint checkpoint = Open(Lists(JsonDocument.Parse(json).RootElement, pre));

        ITextTokenizer tokenizer = SideFiles.Load(checkpoint, new LoadOptions()).Tokenizer!;

        foreach (string text in (string[])["Hello, world! 12345", "Größe ﬁn e\u0301 क्षि", "<|im_start|>user\nwhat's  up?<|im_end|>\n", "  \r\n\t x", "\uFFFE😀👩‍👩‍👧"])
        {
            Assert.Equal(wanted.Encode(text), tokenizer.Encode(text));
            Assert.Equal(wanted.Decode(wanted.Encode(text)), tokenizer.Decode(tokenizer.Encode(text)));
        }

        Assert.Equal(wanted.SpecialTokens.OrderBy(static token => token.Value), ((HuggingFaceTokenizer)tokenizer).SpecialTokens.OrderBy(static token => token.Value));
    }

    [Theory]
    [InlineData("llama", "default", "a tokenizer 'llama' that splits words as 'default'")]
    [InlineData("gpt2", "gpt-4o", "a tokenizer 'gpt2' that splits words as 'gpt-4o'")]
    public void Others_are_named_and_do_not_block_the_weights(string model, string pre, string said)
    {
        using Checkpoint checkpoint = Open(new GgufBuilder().Key("tokenizer.ggml.model", model).Key("tokenizer.ggml.pre", pre).Key("tokenizer.ggml.tokens", "a", "b"));

        SideFiles files = SideFiles.Load(checkpoint, new LoadOptions());

        Assert.Contains(said, Assert.Throws<TokenizerException>(() => files.Tokenizer!.Encode("a")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_asks_one_that_cannot_be_read_is_told_why()
    {
        using Checkpoint checkpoint = Open(new GgufBuilder().Key("tokenizer.ggml.model", "llama").Key("tokenizer.ggml.tokens", "a", "b"));
        SideFiles files = SideFiles.Load(checkpoint, new LoadOptions());
        ITextTokenizer tokenizer = files.Tokenizer!;

        foreach (Action asked in (Action[])[() => _ = tokenizer.VocabularySize, () => _ = tokenizer.SpecialTokens, () => tokenizer.Encode("a"), () => tokenizer.Decode([0]), () => tokenizer.CreateStreamDecoder(), () => tokenizer.BytesOf(0)])
        {
            TokenizerException e = Assert.Throws<TokenizerException>(asked);
            Assert.Equal((_folder["model.gguf"], "a tokenizer 'llama' that splits words as 'default'", "'gpt2' that splits as 'qwen2' or 'qwen35', or a tokenizer of your own in LoadOptions.Tokenizer"), (e.Path, e.Found, e.Wanted));
            Assert.IsType<TokenizerException>(e.InnerException);
        }
    }

    [Theory]
    [InlineData(1, new[] { 1, 1 }, 0, "3 tokens and 2 kinds of them", "as many")]
    [InlineData(1, new[] { 1, 1, 1 }, 3, "the beginning token 3", "one at least 0 and below 3")]
    [InlineData(1, new[] { 1, 1, 1 }, -1, "the beginning token -1", "one at least 0 and below 3")]
    public void Lists_that_do_not_fit_together(byte beginning, int[] kinds, int token, string found, string wanted)
    {
        using Checkpoint checkpoint = Open(Three(beginning, token).Key("tokenizer.ggml.token_type", kinds));

        TokenizerException e = Assert.Throws<TokenizerException>(() => SideFiles.Load(checkpoint, new LoadOptions()).Tokenizer!.Encode("a"));

        Assert.Equal((found, wanted), (e.Found, e.Wanted));
    }

    /// <summary>A token is put in front where the file says so; its kind says whether it is looked for in texts, and left out of them.</summary>
    [Theory]
    [InlineData(1, 2, new[] { 2, 0, 2 })]
    [InlineData(1, 0, new[] { 0, 0, 2 })]
    [InlineData(0, 2, new[] { 0, 2 })]
    [InlineData(0, 9, new[] { 0, 2 })]
    public void A_beginning_token_stands_in_front(byte beginning, int token, int[] ids)
    {
        using Checkpoint checkpoint = Open(Three(beginning, token).Key("tokenizer.ggml.token_type", [1, 4, 3]));
        ITextTokenizer tokenizer = SideFiles.Load(checkpoint, new LoadOptions()).Tokenizer!;

        Assert.Equal(ids, tokenizer.Encode("a<c>"));
        Assert.Equal(["<b>", "<c>"], tokenizer.SpecialTokens.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("a<b>", tokenizer.Decode([0, 1, 2], skipSpecialTokens: true));
    }

    /// <summary>Published files are padded to the size of the embedding (kind 5), and some have a control token first.</summary>
    [Fact]
    public void Added_tokens_keep_their_ids_wherever_they_stand()
    {
        using Checkpoint checkpoint = Open(new GgufBuilder().Key("tokenizer.ggml.model", "gpt2").Key("tokenizer.ggml.pre", "qwen2").Key("tokenizer.ggml.tokens", "<e>", "a", "<b>", "[PAD3]", "[PAD4]")
            .Key("tokenizer.ggml.token_type", [3, 1, 4, 5, 5]));
        HuggingFaceTokenizer tokenizer = (HuggingFaceTokenizer)SideFiles.Load(checkpoint, new LoadOptions()).Tokenizer!;

        Assert.Equal([1, 2, 0, 1], tokenizer.Encode("a<b><e>a"));
        Assert.Equal("<e>a<b>[PAD3]", tokenizer.Decode([0, 1, 2, 3]));
        Assert.Equal(5, tokenizer.VocabularySize);
        Assert.Empty(tokenizer.Warnings);
    }

    private static GgufBuilder Three(byte beginning, int token) => new GgufBuilder().Key("tokenizer.ggml.model", "gpt2").Key("tokenizer.ggml.pre", "qwen2").Key("tokenizer.ggml.tokens", "a", "<b>", "<c>")
        .Key("tokenizer.ggml.add_bos_token", 7, [beginning]).Key("tokenizer.ggml.bos_token_id", 5, BitConverter.GetBytes(token));

    [Fact]
    public void A_file_without_one_leaves_it_to_the_folder()
    {
        using Checkpoint checkpoint = Open(new GgufBuilder().Key("tokenizer.ggml.model", "no_vocab"));

        Assert.Null(SideFiles.Load(checkpoint, new LoadOptions()).Tokenizer);
    }

    [Fact]
    public void Keys_of_another_kind_are_told_and_do_not_block_the_weights()
    {
        using Checkpoint checkpoint = Open(new GgufBuilder().Key("tokenizer.ggml.tokens", 3));
        ListLogger log = new();

        SideFiles files = SideFiles.Load(checkpoint, new LoadOptions { Logger = log });

        Assert.Contains("the key 'tokenizer.ggml.tokens' is 3; wanted a list of texts", Assert.Single(log.Messages), StringComparison.Ordinal);
        Assert.StartsWith("keys of another kind: ", Assert.Throws<TokenizerException>(() => files.Tokenizer!.Encode("a")).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_chat_template_is_read()
    {
        using (Open(new GgufBuilder().Key("tokenizer.chat_template", "{{ bos_token }}{% for m in messages %}<{{ m.content }}>{% endfor %}{{ eos_token }}").Key("tokenizer.ggml.tokens", "a", "[B]", "[E]")
            .Key("tokenizer.ggml.bos_token_id", 1).Key("tokenizer.ggml.eos_token_id", 2)))
        {
            ChatTemplate template = ChatTemplate.Load(_folder["model.gguf"]);

            Assert.Equal("[B]<hello>[E]", template.Render(new ChatTemplateInput { Messages = [Templating.TemplateValue.Parse("""{"role":"user","content":"hello"}""")] }).Text);
        }

        using (Open(new GgufBuilder()))
        {
            Assert.Contains("tokenizer.chat_template", Assert.Throws<ChatTemplateNotFoundException>(() => ChatTemplate.Load(_folder["model.gguf"])).Message, StringComparison.Ordinal);
        }
    }

    private static string Json(string golden)
    {
        string path = Goldens.Path(golden, HuggingFaceTokenizer.FileName);
        if (File.Exists(path))
        {
            return File.ReadAllText(path);
        }

        using StreamReader reader = new(new GZipStream(File.OpenRead(path + ".gz"), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }

    /// <summary>A tokenizer.json's lists as GGUF has them.</summary>
    private static GgufBuilder Lists(JsonElement root, string pre)
    {
        JsonElement model = root.GetProperty("model");
        (int Id, string Text, int Kind)[] tokens =
        [
            .. model.GetProperty("vocab").EnumerateObject().Select(static entry => (entry.Value.GetInt32(), entry.Name, 1)),
            .. root.GetProperty("added_tokens").EnumerateArray().Select(static token => (token.GetProperty("id").GetInt32(), token.GetProperty("content").GetString()!, token.GetProperty("special").GetBoolean() ? 3 : 4)),
        ];
        tokens = [.. tokens.OrderBy(static token => token.Id)];
        Assert.Equal(tokens.Length, tokens[^1].Id + 1);
        return new GgufBuilder().Key("tokenizer.ggml.model", "gpt2").Key("tokenizer.ggml.pre", pre).Key("tokenizer.ggml.tokens", tokens.Select(static token => token.Text))
            .Key("tokenizer.ggml.token_type", [.. tokens.Select(static token => token.Kind)])
            .Key("tokenizer.ggml.merges", model.GetProperty("merges").EnumerateArray().Select(static merge => merge.ValueKind == JsonValueKind.String ? merge.GetString()! : $"{merge[0].GetString()} {merge[1].GetString()}"));
    }

    private Checkpoint Open(GgufBuilder builder)
    {
        File.WriteAllBytes(_folder["model.gguf"], builder.Key("general.architecture", "qwen3").Floats("output.weight", [1]).ToBytes());
        return Checkpoint.Open(_folder["model.gguf"]);
    }
}
