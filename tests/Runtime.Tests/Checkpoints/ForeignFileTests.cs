using System;
using System.IO;
using System.Linq;
using System.Text;
using Modelwright.Contract;
using Modelwright.Tests;

namespace Modelwright.Runtime.Tests;

/// <summary>Files that are something else than their name says, in the place of every file that is opened.</summary>
public sealed class ForeignFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Beginnings => ForeignBeginnings.All;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Beginnings))]
    public void In_the_place_of_weights(string beginning, string said)
    {
        string path = Write("model.safetensors", beginning);

        AssertSays(said, path, Assert.Throws<ForeignFileException>(() => Checkpoint.Open(_folder.Path)));
        AssertSays(said, path, Assert.Throws<ForeignFileException>(() => Checkpoint.Open(path)));
    }

    [Theory]
    [MemberData(nameof(Beginnings))]
    public void In_the_place_of_an_index_or_a_shard(string beginning, string said)
    {
        string path = Write("model.safetensors.index.json", beginning);
        AssertSays(said, path, Assert.Throws<ForeignFileException>(() => Checkpoint.Open(_folder.Path)));

        Write("model.safetensors.index.json", """{"weight_map":{"a":"one.safetensors"}}""");
        path = Write("one.safetensors", beginning);
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        AssertSays(said, path, Assert.Throws<ForeignFileException>(() => checkpoint["a"]));
    }

    [Theory]
    [MemberData(nameof(Beginnings))]
    public void In_the_place_of_files_beside_the_weights(string beginning, string said)
    {
        string path = Write(GenerationDefaults.FileName, beginning);
        GenerationConfigException generation = Assert.Throws<GenerationConfigException>(() => GenerationDefaults.Load(_folder.Path));
        Assert.Equal(path, generation.Path);
        Assert.Contains(said, generation.Message, StringComparison.Ordinal);

        path = Write(HuggingFaceTokenizer.FileName, beginning);
        TokenizerException tokenizer = Assert.Throws<TokenizerException>(() => HuggingFaceTokenizer.Load(path));
        Assert.Equal(path, tokenizer.Path);
        Assert.Contains(said, tokenizer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Beginnings))]
    public void In_the_place_of_a_chat_template(string beginning, string said)
    {
        foreach (string name in (string[])["chat_template.jinja", "additional_chat_templates/rag.jinja", "chat_template.json", "tokenizer_config.json"])
        {
            Directory.CreateDirectory(_folder["additional_chat_templates"]);
            string path = Write(name, beginning);
            foreach (string asked in (string[])[path, _folder.Path])
            {
                ChatTemplateNotFoundException e = Assert.Throws<ChatTemplateNotFoundException>(() => ChatTemplate.Load(asked));
                Assert.Equal(path, e.Path);
                Assert.Contains(said, e.Message, StringComparison.Ordinal);
            }

            File.Delete(path);
        }
    }

    [Theory]
    [MemberData(nameof(Beginnings))]
    public void In_the_place_of_a_processors_config(string beginning, string said)
    {
        string path = Write(ImageProcessorOptions.FileName, beginning);
        Check(path, Assert.Throws<ProcessorConfigException>(() => ImageProcessorOptions.Load(_folder.Path)));
        path = Write(VideoProcessorOptions.FileName, beginning);
        Check(path, Assert.Throws<ProcessorConfigException>(() => VideoProcessorOptions.Load(_folder.Path)));

        void Check(string expected, ProcessorConfigException e)
        {
            Assert.Equal(expected, e.Path);
            Assert.Contains(said, e.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("<s>{% for message in messages %}{{ message.content }}{% endfor %}")]
    [InlineData("<html>{% for message in messages %}{{ message.content }}{% endfor %}")]
    [InlineData("<instructions>{{ system }}")]
    [InlineData("<|im_start|>")]
    [InlineData("{# <html> #}")]
    public void A_template_may_begin_with_a_tag(string template)
    {
        Assert.Null(ForeignFile.RecognizeTemplate(template));
        Assert.Equal(template, ChatTemplate.Load(Write("chat_template.jinja", template)).Source);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><script>x = '{{ y }}'</script>", "HTML")]
    [InlineData("<html><body>Sign in</body></html>", "HTML")]
    [InlineData("<Error><Code>AccessDenied</Code></Error>", "XML")]
    public void A_page_is_no_template(string page, string said) => Assert.Contains(said, ForeignFile.RecognizeTemplate(page)!.Found, StringComparison.Ordinal);

    /// <summary>Lengths of headers whose bytes are those that a pickle (640, 1408), a gzip (35,615 and 559,903) or text begins with.</summary>
    [Theory]
    [InlineData(640)]
    [InlineData(0x058A)]
    [InlineData(0x8B1F)]
    [InlineData(0x088B1F)]
    [InlineData(0x2020)]
    [InlineData(0x3C0A)]
    public void A_header_of_any_length_is_a_header(int length)
    {
        byte[] plain = new SafetensorsBuilder().Count("a", [2]).ToBytes();
        int header = (int)BitConverter.ToInt64(plain);
        File.WriteAllBytes(_folder["model.safetensors"], [.. BitConverter.GetBytes((long)length), .. plain.AsSpan(8, header), .. Enumerable.Repeat((byte)' ', length - header), .. plain.AsSpan(8 + header)]);

        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);

        Assert.Equal(["a"], checkpoint.Names);
    }

    [Fact]
    public void A_byte_order_mark_is_no_fault()
    {
        const string mark = "\u00EF\u00BB\u00BF";

        Assert.Equal(3, GenerationDefaults.Load(Write(GenerationDefaults.FileName, mark + """{"top_k":3}""")).TopK);
        Assert.Equal(3, ImageProcessorOptions.Load(Write(ImageProcessorOptions.FileName, mark + """{"patch_size":3}""")).PatchSize);
        Assert.Equal("x", ChatTemplate.Load(Write("tokenizer_config.json", mark + """{"chat_template":"x"}""")).Source);
        Assert.Equal("x", ChatTemplate.Load(Write("chat_template.jinja", mark + "x")).Source);
    }

    [Fact]
    public void A_file_that_cannot_be_looked_at_is_described_by_its_fault() =>
        Assert.Equal("text that is not JSON: why", JsonFault.Describe(_folder["gone"], new FormatException("why")));

    [Fact]
    public void What_it_should_be_is_not_foreign()
    {
        byte[] weights = new SafetensorsBuilder().Count("a", [2]).ToBytes();

        Assert.Null(DiskFile.Recognize(weights));
        Assert.Null(ForeignFile.Recognize("""{"weight_map":{}}"""));
        Assert.Null(ForeignFile.Recognize("\u00EF\u00BB\u00BF{}"));
        Assert.Null(ForeignFile.Recognize("<1"));
    }

    private static void AssertSays(string said, string path, ForeignFileException e)
    {
        Assert.Equal(path, e.Path);
        Assert.Contains(said, e.Message, StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        File.WriteAllBytes(_folder[name], Encoding.Latin1.GetBytes(text));
        return _folder[name];
    }
}
