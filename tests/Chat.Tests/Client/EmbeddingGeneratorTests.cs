using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Modelwright.Extensions.AI;
using Modelwright.Runtime;

namespace Modelwright.Chat.Tests;

/// <summary>Embeddings as the ecosystem asks for them.</summary>
public class EmbeddingGeneratorTests
{
    private static readonly string[] Texts = ["one two three", "one", "one two", "four five six seven", "<|im_end|>"];

    [Fact]
    public async Task Texts_have_their_embeddings_in_their_own_order_whatever_the_batches()
    {
        using HiddenStates model = new();
        using ModelwrightEmbeddingGenerator generator = new(model, new ModelwrightEmbeddingGeneratorOptions { BatchSize = 2, Normalise = false });

        GeneratedEmbeddings<Embedding<float>> embeddings = await generator.GenerateAsync(Texts);

        // Numbers of the last token, which is a text's own: a special token's spelling is text.
        int[][] tokens = [.. Texts.Select(static text => Qwen3Tokenizer.Instance.Encode(text, allowSpecial: false))];
        Assert.Equal(tokens.Select(static text => HiddenStates.Of(text[^1])), embeddings.Select(static e => e.Vector.ToArray()));
        Assert.Equal(tokens.Sum(static text => text.Length), embeddings.Usage!.InputTokenCount);
        Assert.Equal([2, 2, 1], model.Batches);
        Assert.All(embeddings, static e => Assert.Equal("Hidden", e.ModelId));
    }

    [Fact]
    public async Task Means_have_length_one_and_fewer_numbers_where_the_model_allows_it()
    {
        using HiddenStates model = new();
        using ModelwrightEmbeddingGenerator generator = new(model, new ModelwrightEmbeddingGeneratorOptions { Pooling = Pooling.Mean, IsMatryoshka = true });

        float[] whole = (await generator.GenerateAsync(["one two"]))[0].Vector.ToArray();
        float[] cut = (await generator.GenerateAsync(["one two"], new EmbeddingGenerationOptions { Dimensions = 2 }))[0].Vector.ToArray();

        Assert.Equal(1, whole.Sum(static x => (double)x * x), 1e-5);
        Assert.Equal(1, cut.Sum(static x => (double)x * x), 1e-5);
        Assert.Equal(2, cut.Length);
        Assert.Equal(whole[0] / whole[1], cut[0] / cut[1], 1e-4);
    }

    [Fact]
    public async Task What_is_not_done_is_refused_by_name()
    {
        using HiddenStates model = new();
        using ModelwrightEmbeddingGenerator generator = new(model);

        await Refused("Dimensions", new() { Dimensions = 2 });
        await Refused("ModelId", new() { ModelId = "other" });
        await Refused("RawRepresentationFactory", new() { RawRepresentationFactory = static _ => null });
        await Refused("AdditionalProperties", new() { AdditionalProperties = new() { ["x"] = 1 } });
        Assert.Equal(HiddenStates.Width, (await generator.GenerateAsync(["one"], new() { Dimensions = HiddenStates.Width }))[0].Vector.Length);
        await Assert.ThrowsAsync<ArgumentException>(() => generator.GenerateAsync([""]));
        using CancellationTokenSource stopped = new();
        stopped.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => generator.GenerateAsync(["one"], cancellationToken: stopped.Token));

        async Task Refused(string option, EmbeddingGenerationOptions options) =>
            Assert.Equal(option, (await Assert.ThrowsAsync<ChatOptionException>(() => generator.GenerateAsync(["one"], options))).Option);
    }

    [Fact]
    public async Task Traces_metrics_and_the_log_tell_of_a_call_and_of_no_text()
    {
        List<Activity> activities = [];
        using ActivityListener traces = new()
        {
            ShouldListenTo = static source => source.Name == "Modelwright.Extensions.AI",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                lock (activities)
                {
                    activities.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(traces);
        long measured = 0;
        using MeterListener metrics = new() { InstrumentPublished = static (instrument, listener) => { if (instrument.Name == "gen_ai.client.token.usage") { listener.EnableMeasurementEvents(instrument); } } };
        metrics.SetMeasurementEventCallback<long>((_, value, tags, _) => measured += tags.Contains(new KeyValuePair<string, object?>("gen_ai.request.model", "embedded")) ? value : 0);
        metrics.Start();
        List<string> log = [];
        using HiddenStates model = new() { Name = "embedded" };
        using ModelwrightEmbeddingGenerator generator = new(model, new ModelwrightEmbeddingGeneratorOptions { Logger = new Lines(log) });

        long? tokens = (await generator.GenerateAsync(["a secret", "another secret"])).Usage!.InputTokenCount;
        await Assert.ThrowsAsync<ContextOverflowException>(() => generator.GenerateAsync([string.Concat(Enumerable.Repeat("long secret ", 99))]));

        Activity[] spans = [.. activities.Where(static span => span.DisplayName == "embeddings embedded")];
        Assert.Equal(["embeddings", "embeddings"], spans.Select(static span => (string)span.GetTagItem("gen_ai.operation.name")!));
        Assert.Equal((tokens, HiddenStates.Width, null), ((long?)spans[0].GetTagItem("gen_ai.usage.input_tokens"), (int?)spans[0].GetTagItem("gen_ai.embeddings.dimension.count"), spans[0].GetTagItem("error.type")));
        Assert.Equal(typeof(ContextOverflowException).FullName, spans[1].GetTagItem("error.type"));
        Assert.Equal(tokens, measured);
        Assert.Contains("embedded 2 texts", log[0], StringComparison.Ordinal);
        Assert.Contains("the embeddings failed", log[1], StringComparison.Ordinal);
        Assert.DoesNotContain(spans.SelectMany(static span => span.TagObjects).Select(static tag => tag.Value?.ToString()).Concat(log), static text => text?.Contains("secret", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Services_make_a_generator_of_a_model_class()
    {
        HiddenStates model = new();
        using (ServiceProvider services = new ServiceCollection().AddModelwrightEmbeddings(_ => model).BuildServiceProvider())
        {
            IEmbeddingGenerator<string, Embedding<float>> generator = services.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>();
            Assert.Equal(HiddenStates.Width, (await generator.GenerateVectorAsync("one")).Length);
            Assert.Same(model, generator.GetService<IHiddenStateModel>());
        }

        Assert.True(model.IsDisposed);
    }

    private sealed class Lines(List<string> all) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => all.Add(formatter(state, exception));
    }

    /// <summary>A model whose hidden state of a column is a few numbers made of its token.</summary>
    private sealed class HiddenStates : IHiddenStateModel
    {
        public const int Width = 3;

        public List<int> Batches { get; } = [];

        public bool IsDisposed { get; private set; }

        public string Name { get; init; } = "Hidden";

        public ModelInfo Info => new(Name, "qwen3", Qwen3Tokenizer.Instance.VocabularySize, 64, BeginningToken: null, EndTokens: [], PaddingToken: 0);

        public int MaxContext => 64;

        public ITextTokenizer Tokenizer => Qwen3Tokenizer.Instance;

        public static float[] Of(int token) => [token % 7, token % 11 + 1, token % 13];

        public IModelSession CreateSession(SessionOptions options)
        {
            Batches.Add(options.BatchSize);
            return new Session(options);
        }

        public void Dispose() => IsDisposed = true;

        private sealed class Session(SessionOptions options) : IModelSession
        {
            public int BatchSize => options.BatchSize;

            public int Length { get; private set; }

            public int Capacity => options.Capacity;

            public TowerInfo Tower { get; } = new("text", Width, 1, [new ExitInfo("hidden", Width)]);

            public void Forward(ReadOnlySpan<int> tokens, Span<float> output, OutputRows rows = default, CancellationToken cancellationToken = default)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int columns = tokens.Length / BatchSize;
                for (int row = 0, at = 0; row < BatchSize; row++)
                {
                    for (int column = rows == OutputRows.All ? 0 : columns - 1; column < columns; column++, at += Width)
                    {
                        Of(tokens[(row * columns) + column]).CopyTo(output[at..]);
                    }
                }
            }

            public void Forward(ModelInput input, ReadOnlySpan<ModelOutput> outputs, CancellationToken cancellationToken = default) =>
                Forward(input.Tokens, outputs[0].Destination.Span, outputs[0].Rows, cancellationToken);

            public void Reset(ReadOnlySpan<int> leftPadding = default, PositionCounting positions = PositionCounting.FromFirstToken) => Length = 0;

            public void Dispose()
            {
            }
        }
    }
}
