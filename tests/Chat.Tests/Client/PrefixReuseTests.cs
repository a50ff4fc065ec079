using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Modelwright.Extensions.AI;

namespace Modelwright.Chat.Tests;

/// <summary>What a conversation costs when it is sent whole each time, and who is told of it.</summary>
public class PrefixReuseTests
{
    private static int End => Qwen3Tokenizer.Instance.SpecialTokens["<|im_end|>"];

    [Fact]
    public async Task Of_a_conversation_that_goes_on_new_tokens_alone_are_computed()
    {
        using RandomModel model = new(Qwen3Tokenizer.Instance, 1, End);
        using ModelwrightChatClient client = new(model, ScriptedModel.ChatTemplate);
        List<ChatMessage> messages = [new(ChatRole.System, string.Join(' ', Enumerable.Repeat("Be brief and kind.", 20))), new(ChatRole.User, "Hello!")];
        ChatOptions options = new() { MaxOutputTokens = 8, Temperature = 0, Reasoning = new() { Effort = ReasoningEffort.None } };

        ChatResponse first = await client.GetResponseAsync(messages, options);
        messages.AddRange([.. first.Messages, new(ChatRole.User, "And now?")]);
        ChatResponse second = await client.GetResponseAsync(messages, options);
        ChatResponse other = await client.GetResponseAsync("Something else.", options);
        ChatResponse same = await client.GetResponseAsync("Something else.", options);

        Assert.Equal(0, first.Usage!.CachedInputTokenCount);
        Assert.InRange(second.Usage!.CachedInputTokenCount!.Value, first.Usage.InputTokenCount!.Value - 12, second.Usage.InputTokenCount!.Value - 1);
        Assert.InRange(other.Usage!.CachedInputTokenCount!.Value, 0, 2);
        Assert.Equal(other.Usage.InputTokenCount - 1, same.Usage!.CachedInputTokenCount);
        Assert.Equal(other.Text, same.Text);
    }

    [Fact]
    public async Task Without_reuse_every_prompt_is_computed_whole()
    {
        using RandomModel model = new(Qwen3Tokenizer.Instance, 1, End);
        using ModelwrightChatClient client = new(model, ScriptedModel.ChatTemplate, new ModelwrightChatClientOptions { ReusePrefixes = false });
        ChatOptions options = new() { MaxOutputTokens = 4, Temperature = 0 };

        ChatResponse first = await client.GetResponseAsync("Hello!", options);
        ChatResponse second = await client.GetResponseAsync("Hello!", options);

        Assert.Equal(0, second.Usage!.CachedInputTokenCount);
        Assert.Equal(first.Text, second.Text);
    }

    [Fact]
    public async Task An_answer_that_was_cancelled_spoils_nothing()
    {
        using RandomModel model = new(Qwen3Tokenizer.Instance, 1, End);
        using ModelwrightChatClient client = new(model, ScriptedModel.ChatTemplate);
        ChatOptions options = new() { MaxOutputTokens = 8, Temperature = 0 };
        ChatResponse expected = await client.GetResponseAsync("Hello!", options);
        using CancellationTokenSource source = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ChatResponseUpdate _ in client.GetStreamingResponseAsync("Hello! And what else is there to say?", options, source.Token))
            {
                source.Cancel();
            }
        });

        Assert.Equal(expected.Text, (await client.GetResponseAsync("Hello!", options)).Text);
    }

    [Fact]
    public async Task Traces_metrics_and_the_log_tell_of_an_answer_and_of_no_text()
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
        Dictionary<string, double> measured = [];
        using MeterListener metrics = new() { InstrumentPublished = static (instrument, listener) => { if (instrument.Meter.Name == "Modelwright.Extensions.AI") { listener.EnableMeasurementEvents(instrument); } } };
        metrics.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument.Name, value, tags));
        metrics.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument.Name, value, tags));
        metrics.Start();
        Lines log = new();
        using RandomModel model = new(Qwen3Tokenizer.Instance, 1, End) { Name = "telemetry" };
        using ModelwrightChatClient client = new(model, ScriptedModel.ChatTemplate, new ModelwrightChatClientOptions { Logger = log });

        ChatResponse response = await client.GetResponseAsync("A secret.", new ChatOptions { MaxOutputTokens = 5, Temperature = 0.5f });

        Activity span = activities.Single(static a => a.DisplayName == "chat telemetry");
        Assert.Equal(("chat", "modelwright", 0.5f, 5), (span.GetTagItem("gen_ai.operation.name"), span.GetTagItem("gen_ai.provider.name"), span.GetTagItem("gen_ai.request.temperature"), span.GetTagItem("gen_ai.request.max_tokens")));
        Assert.Equal((response.Usage!.InputTokenCount, response.Usage.OutputTokenCount), ((long?)span.GetTagItem("gen_ai.usage.input_tokens"), (long?)span.GetTagItem("gen_ai.usage.output_tokens")));
        Assert.Equal(["length"], (string[])span.GetTagItem("gen_ai.response.finish_reasons")!);
        Assert.Equal(response.Usage.InputTokenCount, (long)measured["gen_ai.client.token.usage input"]);
        Assert.Equal(5, measured["gen_ai.client.token.usage output"]);
        Assert.True(measured["gen_ai.server.request.duration "] > 0 && measured["gen_ai.server.time_to_first_token "] > 0 && measured["gen_ai.server.time_per_output_token "] > 0);
        Assert.Contains("wrote 5", Assert.Single(log.All), StringComparison.Ordinal);
        Assert.DoesNotContain(span.TagObjects.Select(static tag => tag.Value?.ToString()).Concat(log.All), static text => text?.Contains("secret", StringComparison.Ordinal) == true);

        void Keep(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            string type = "";
            bool ours = false;
            foreach (KeyValuePair<string, object?> tag in tags)
            {
                type = tag.Key == "gen_ai.token.type" ? (string)tag.Value! : type;
                ours |= tag is { Key: "gen_ai.request.model", Value: "telemetry" };
            }

            if (ours)
            {
                measured[$"{name} {type}"] = value;
            }
        }
    }

    private sealed class Lines : ILogger
    {
        public List<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => All.Add(formatter(state, exception));
    }
}
