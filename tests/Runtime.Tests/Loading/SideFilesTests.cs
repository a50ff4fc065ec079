using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Runtime.Tests;

/// <summary>Files beside the weights: whatever they are, the model computes on token ids.</summary>
public sealed class SideFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WarningLog _log = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("top-k-minus-1", "'top_k' is -1")]
    [InlineData("top-k-float", "'top_k' is 20.0")]
    [InlineData("pad-minus-1", "'pad_token_id' is -1")]
    [InlineData("eos-minus-1", "'eos_token_id' is -1")]
    public void An_odd_value_is_left_out_with_a_warning(string name, string found)
    {
        SideFiles files = SideFiles.Load(Cases.Path("side-files", name), new LoadOptions { Logger = _log });

        Assert.Contains(found, Assert.Single(_log.Warnings), StringComparison.Ordinal);
        Assert.Contains(found, Assert.Single(files.GenerationDefaults.Warnings), StringComparison.Ordinal);
        AssertReported(files, GenerationDefaults.FileName, found);
        Assert.Equal(0.6f, files.GenerationDefaults.Temperature);
        Assert.Null(name.StartsWith("top", StringComparison.Ordinal) ? files.GenerationDefaults.TopK : null);
        Assert.Equal(name == "eos-minus-1" ? 0 : 2, files.GenerationDefaults.EndTokens.Count);
        Assert.Equal(name == "pad-minus-1" ? null : 0, files.GenerationDefaults.PaddingToken);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"\\ud800\"")]
    [InlineData("""{"model":{"type":"WordPiece"}}""")]
    [InlineData("")]
    public async Task An_unreadable_tokenizer_is_told_where_text_is_asked_for(string json)
    {
        TinyModel.Save(_folder["model.safetensors"]);
        File.WriteAllText(_folder[HuggingFaceTokenizer.FileName], json);

        using TinyModel model = new(_folder.Path, new VulkanLoadOptions { Logger = _log });

        Assert.Contains(_log.Warnings, warning => warning.Contains(HuggingFaceTokenizer.FileName, StringComparison.Ordinal));
        FileWarning said = Assert.Single(model.WeightReport.FileWarnings);
        Assert.Equal(_folder[HuggingFaceTokenizer.FileName], said.Path);
        Assert.Contains(said.Text, model.WeightReport.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, (await TextGenerationTests.Collect(model.GenerateAsync([1, 2], new() { MaxTokens = 3 }))).Count);
        TokenizerException e = await Assert.ThrowsAsync<TokenizerException>(() => TextGenerationTests.Collect(model.GenerateTextAsync("a")));
        Assert.Equal(_folder[HuggingFaceTokenizer.FileName], e.Path);
        Assert.Throws<TokenizerException>(() => model.Tokenizer!.Decode([1]));
        using TextSession session = new(model);
        await Assert.ThrowsAsync<TokenizerException>(() => TextGenerationTests.Collect(session.ContinueAsync("a")));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"temperature":"hot"}""")]
    [InlineData("""{"top_p":0}""")]
    public async Task An_unreadable_generation_config_is_told_where_text_is_asked_for(string json)
    {
        TinyModel.Save(_folder["model.safetensors"]);
        File.WriteAllText(_folder[GenerationDefaults.FileName], json);

        using TinyModel model = new(_folder.Path, new VulkanLoadOptions { Tokenizer = new LetterTokenizer(), Logger = _log });

        Assert.Contains(_log.Warnings, warning => warning.Contains(GenerationDefaults.FileName, StringComparison.Ordinal));
        Assert.Equal(_folder[GenerationDefaults.FileName], Assert.Single(model.WeightReport.FileWarnings).Path);
        Assert.Equal(3, (await TextGenerationTests.Collect(model.GenerateAsync([1, 2], new() { MaxTokens = 3 }))).Count);
        GenerationConfigException e = await Assert.ThrowsAsync<GenerationConfigException>(() => TextGenerationTests.Collect(model.GenerateTextAsync("a")));
        Assert.Equal(_folder[GenerationDefaults.FileName], e.Path);
    }

    [Fact]
    public void Options_take_the_files_places()
    {
        File.WriteAllText(_folder[HuggingFaceTokenizer.FileName], "{");
        File.WriteAllText(_folder[GenerationDefaults.FileName], "{");
        LetterTokenizer tokenizer = new();
        GenerationDefaults defaults = new() { TopK = 3 };
        MediaProcessors processors = MediaProcessors.Of(_folder.Path);

        SideFiles files = SideFiles.Load(_folder.Path, new LoadOptions { Tokenizer = tokenizer, GenerationDefaults = defaults, MediaProcessors = processors, Logger = _log });

        Assert.Same(tokenizer, files.Tokenizer);
        Assert.Same(defaults, files.GenerationDefaults);
        Assert.Same(processors, files.Processors);
        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public void What_of_a_tokenizer_has_no_effect_is_told()
    {
        using ByteTokenizerFile file = new ByteTokenizerFile().With("/truncation", "{}");
        file.Read();

        SideFiles files = SideFiles.Load(Path.GetDirectoryName(file.Path)!, new LoadOptions { Logger = _log });

        Assert.Equal([file.Path + ": 'truncation' has no effect: texts are neither cut nor padded."], _log.Warnings);
        AssertReported(files, HuggingFaceTokenizer.FileName, "'truncation' has no effect");
    }

    [Fact]
    public void No_files_are_no_warnings()
    {
        SideFiles files = SideFiles.Load(_folder.Path, new LoadOptions { Logger = _log });

        Assert.Null(files.Tokenizer);
        Assert.Same(GenerationDefaults.None, files.GenerationDefaults);
        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public void A_link_to_nothing_is_a_typed_error()
    {
        File.CreateSymbolicLink(_folder[HuggingFaceTokenizer.FileName], _folder["gone"]);
        File.CreateSymbolicLink(_folder[GenerationDefaults.FileName], _folder["gone"]);

        SideFiles files = SideFiles.Load(_folder.Path, new LoadOptions { Logger = _log });

        Assert.Throws<TokenizerException>(() => files.Tokenizer!.Encode("a"));
        Assert.Throws<GenerationConfigException>(() => GenerationDefaults.Load(_folder.Path));
        Assert.Equal(2, _log.Warnings.Count);
    }

    private static void AssertReported(SideFiles files, string file, string text)
    {
        FileWarning said = Assert.Single(files.AddTo(new WeightReport("x", 0, [], [], [], [], [])).FileWarnings);
        Assert.Equal(file, Path.GetFileName(said.Path));
        Assert.Contains(text, said.Text, StringComparison.Ordinal);
    }

    private sealed class WarningLog : ILogger
    {
        public List<string> Warnings { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Warning)
            {
                Warnings.Add(formatter(state, exception));
            }
        }
    }
}
