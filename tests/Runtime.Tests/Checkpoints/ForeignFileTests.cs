using System;
using System.IO;
using System.Linq;
using System.Text;
using Modelwright.Contract;

namespace Modelwright.Runtime.Tests;

/// <summary>Files that are something else than their name says, in the place of every file that is opened.</summary>
public sealed class ForeignFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Beginnings of such files, one character a byte, and a word of what is said of them.</summary>
    public static TheoryData<string, string> Beginnings => new()
    {
        { File.ReadAllText(Cases.Path("foreign-files", "git-lfs-pointer")), "git lfs pull" },
        { File.ReadAllText(Cases.Path("foreign-files", "login-page.html")), "HTML page" },
        { "\u00EF\u00BB\u00BF \r\n<HTML><body>", "HTML page" },
        { "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>", "XML document" },
        { "<Error><Code>NoSuchKey</Code></Error>", "XML document" },
        { "PK\u0003\u0004\u0000\u0000\u0008\u0008", "zip archive" },
        { "\u0080\u0002}q\u0000(X\u0004\u0000\u0000", "pickle" },
        { "GGUF\u0003\u0000\u0000\u0000\u0000", "GGUF" },
        { "\u001F\u008B\u0008\u0000\u0000\u0000\u0000", "gzip" },
        { new string('\0', 64), "zeros" },
        { "Entry not found", "Entry not found" },
        { "", "empty file" },
    };

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
