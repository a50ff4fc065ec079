using System;
using System.Collections.Generic;

namespace Modelwright.Runtime.Tests;

/// <summary>Arguments that are missing are named at once, not where they are used.</summary>
public sealed class NullArgumentTests
{
    private static readonly ColumnModel Model = new(2, static _ => [0, 1], new LabelSet(["a", "b"], null));
    private static readonly SeeingModel Seeing = SeeingModel.Writing('x');
    private static readonly TokenBatch Batch = TokenBatch.Padded([[1, 2]]);

    private static Dictionary<string, (string Parameter, Action Call)> Calls => new()
    {
        ["Embed, no model"] = ("model", static () => ((IHiddenStateModel)null!).Embed(Batch)),
        ["Embed, no batch"] = ("batch", static () => Model.Embed((TokenBatch)null!)),
        ["Embed, no texts"] = ("items", static () => Model.Embed((IReadOnlyList<string>)null!)),
        ["Embed texts, no model"] = ("model", static () => ((IHiddenStateModel)null!).Embed(["a"])),
        ["Classify, no model"] = ("model", static () => ((ISequenceClassifier)null!).Classify(Batch)),
        ["Classify, no batch"] = ("batch", static () => Model.Classify((TokenBatch)null!)),
        ["Logits of tokens, no model"] = ("model", static () => ((ITokenClassifier)null!).Logits(Batch)),
        ["Logits of tokens, no batch"] = ("batch", static () => ((ITokenClassifier)Model).Logits(null!)),
        ["Loss of tokens, no model"] = ("model", static () => ((ITokenClassifier)null!).Loss([0f, 1f], [1])),
        ["Logits of spans, no model"] = ("model", static () => ((IQuestionAnswerer)null!).Logits(Batch)),
        ["Logits of spans, no batch"] = ("batch", static () => ((IQuestionAnswerer)Model).Logits(null!)),
        ["Loss of spans, no model"] = ("model", static () => ((IQuestionAnswerer)null!).Loss(new SpanLogits([0f], [0f]), [0], [0])),
        ["Loss of spans, no logits"] = ("logits", static () => ((IQuestionAnswerer)Model).Loss(null!, [0], [0])),
        ["Tokenize, no model"] = ("model", static () => ((ILanguageModel)null!).Tokenize(["a"])),
        ["Tokenize, no texts"] = ("texts", static () => Model.Tokenize(null!)),
        ["Compute, no model"] = ("model", static () => ((IHiddenStateModel)null!).Compute(Batch)),
        ["Compute, no batch"] = ("batch", static () => Model.Compute(null!)),
        ["Evaluate, no model"] = ("model", static () => ((ICausalLanguageModel)null!).Evaluate(Batch)),
        ["Evaluate, no batch"] = ("batch", static () => Model.Evaluate(null!)),
        ["Perplexity of a text, no model"] = ("model", static () => ((ICausalLanguageModel)null!).Perplexity("ab")),
        ["Perplexity of tokens, no model"] = ("model", static () => ((ICausalLanguageModel)null!).Perplexity([1, 2])),
        ["GenerateTextAsync"] = ("prompt", static () => Model.GenerateTextAsync(null!)),
        ["GenerateAsync"] = ("prompt", static () => Model.GenerateAsync(null!)),
        ["GenerateBatch"] = ("prompts", static () => Model.GenerateBatch(null!)),
        ["ContinueAsync, text"] = ("prompt", static () => new TextSession(Model).ContinueAsync(null!)),
        ["ContinueAsync, tokens"] = ("prompt", static () => new TokenSession(Model).ContinueAsync(null!)),
        ["GenerateTextAsync, seeing, no model"] = ("model", static () => ((IVisionLanguageModel)null!).GenerateTextAsync(new Prompt())),
        ["GenerateBatch, seeing, no model"] = ("model", static () => ((IVisionLanguageModel)null!).GenerateBatch([new Prompt()])),
        ["GenerateTextAsync, seeing, no prompt"] = ("prompt", static () => Seeing.GenerateTextAsync((Prompt)null!)),
        ["GenerateBatch, seeing, no prompts"] = ("prompts", static () => Seeing.GenerateBatch((IReadOnlyList<Prompt>)null!)),
        ["ContinueAsync, seeing"] = ("prompt", static () => new VisionSession(Seeing).ContinueAsync((Prompt)null!)),
        ["Classify, seeing, no model"] = ("model", static () => ((SeeingModel)null!).Classify((Prompt[])[new Prompt()])),
        ["GetImageFeatures"] = ("model", static () => ((IVisionModel)null!).GetImageFeatures(null!)),
        ["GetVideoFeatures"] = ("model", static () => ((IVisionModel)null!).GetVideoFeatures(null!)),
        ["Prompt, no text"] = ("text", static () => new Prompt().Add((string)null!)),
        ["Prompt, no image"] = ("image", static () => new Prompt().Add((Image)null!)),
        ["Prompt, no video"] = ("video", static () => new Prompt().Add((Video)null!)),
        ["Prompt, no features"] = ("features", static () => new Prompt().Add((VisionFeatures)null!)),
        ["Prompt, no part"] = ("part", static () => new Prompt().Add((PromptPart)null!)),
        ["TokenPositions"] = ("tokens", static () => TokenPositions.Of(null!, 2, [1], [], [])),
        ["MediaProcessors, no images"] = ("images", static () => _ = new MediaProcessors(null!, new VideoProcessor(new VideoProcessorOptions()))),
        ["MediaProcessors, no videos"] = ("videos", static () => _ = new MediaProcessors(new ImageProcessor(new ImageProcessorOptions()), null!)),
        ["A pattern"] = ("pattern", static () => OutputConstraint.Regex(null!)),
        ["Texts to choose from"] = ("texts", static () => OutputConstraint.OneOf(null!)),
        ["A constraint, no model"] = ("model", static () => OutputConstraint.JsonObject().CreateProcessor((ICausalLanguageModel)null!)),
        ["A constraint, no tokenizer"] = ("tokenizer", static () => OutputConstraint.JsonObject().CreateProcessor(null!, [0])),
        ["A constraint, no ends"] = ("ends", static () => OutputConstraint.JsonObject().CreateProcessor(new LetterTokenizer(), null!)),
        ["A template's source"] = ("source", static () => ChatTemplate.Parse(null!)),
        ["A template's input"] = ("input", static () => ChatTemplate.Parse("x").Render(null!)),
        ["A template's path"] = ("path", static () => ChatTemplate.Load(null!)),
        ["A template's folder"] = ("folder", static () => ChatTemplate.Find(null!)),
        ["Encode"] = ("text", static () => Qwen3Tokenizer.Instance.Encode(null!)),
        ["Decode"] = ("tokens", static () => Qwen3Tokenizer.Instance.Decode(null!)),
    };

    public static TheoryData<string> Names => [.. Calls.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_missing_argument_is_named(string call) => Assert.Equal(Calls[call].Parameter, Assert.Throws<ArgumentNullException>(Calls[call].Call).ParamName);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(-1, 1)]
    public void A_picture_has_a_size(int width, int height) =>
        Assert.Equal(width < 1 ? "width" : "height", Assert.Throws<ArgumentOutOfRangeException>(() => Image.FromRgb(new byte[12], width, height)).ParamName);
}
