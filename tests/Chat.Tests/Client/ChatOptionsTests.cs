using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Extensions.AI;
using Modelwright.Extensions.AI;
using Modelwright.Runtime;

namespace Modelwright.Chat.Tests;

/// <summary>Every property of <see cref="ChatOptions"/> is honoured, or refused by its name.</summary>
public class ChatOptionsTests
{
    private static readonly AIFunction Tool = AIFunctionFactory.Create(static () => 1, "one");

    private static readonly KeyValuePair<string, Action<ChatOptions>>[] Honours =
    [
        new("AdditionalProperties", static o => o.AdditionalProperties = new() { ["enable_thinking"] = false }),
        new("FrequencyPenalty", static o => o.FrequencyPenalty = 2),
        new("Instructions", static o => o.Instructions = "Be brief."),
        new("MaxOutputTokens", static o => o.MaxOutputTokens = 3),
        new("PresencePenalty", static o => o.PresencePenalty = 2),
        new("Reasoning", static o => o.Reasoning = new() { Effort = ReasoningEffort.None }),
        new("ResponseFormat", static o => o.ResponseFormat = ChatResponseFormat.Json),
        new("Seed", static o => o.Seed = 2),
        new("StopSequences", static o => o.StopSequences = ["\""]),
        new("Temperature", static o => o.Temperature = 0),
        new("Tools", static o => o.Tools = [Tool]),
        new("TopK", static o => o.TopK = 1),
        new("TopP", static o => o.TopP = 0.001f),
    ];

    private static readonly KeyValuePair<string, ChatOptions>[] Refusals =
    [
        new("AllowBackgroundResponses", new() { AllowBackgroundResponses = true }),
        new("AllowMultipleToolCalls", new() { AllowMultipleToolCalls = false, Tools = [Tool] }),
        new("ContinuationToken", new() { ContinuationToken = ResponseContinuationToken.FromBytes(new byte[1]) }),
        new("ConversationId", new() { ConversationId = "1" }),
        new("ModelId", new() { ModelId = "other" }),
        new("RawRepresentationFactory", new() { RawRepresentationFactory = static _ => null }),
        new("Reasoning", new() { Reasoning = new() { Output = ReasoningOutput.Summary } }),
        new("ResponseFormat", new() { ResponseFormat = ChatResponseFormat.Json, ToolMode = ChatToolMode.RequireAny, Tools = [Tool] }),
        new("ResponseFormat", new ConstrainedChatOptions { ResponseFormat = ChatResponseFormat.Json, Constraint = OutputConstraint.Regex("a") }),
        new("StopSequences", new() { StopSequences = ["a", ""] }),
        new("ToolMode", new() { ToolMode = ChatToolMode.RequireAny }),
        new("ToolMode", new() { ToolMode = ChatToolMode.RequireSpecific("two"), Tools = [Tool] }),
        new("Tools", new() { Tools = [new HostedWebSearchTool()] }),
    ];

    public static TheoryData<string> Honoured => [.. Honours.Select(static h => h.Key)];

    public static TheoryData<int> Refused => [.. Enumerable.Range(0, Refusals.Length)];

    /// <summary>A property that a new version of the abstractions brings is in neither list.</summary>
    [Fact]
    public void Every_option_has_an_account() => Assert.Equal(
        Honours.Select(static h => h.Key).Concat(Refusals.Select(static r => r.Key)).Distinct().Order(StringComparer.Ordinal),
        typeof(ChatOptions).GetProperties().Select(static option => option.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Honoured))]
    public async Task What_is_honoured_changes_the_answer(string option)
    {
        bool repeats = option.EndsWith("Penalty", StringComparison.Ordinal);
        ChatOptions options = Sampled();
        string before = await AnswerAsync(options, repeats);
        Honours.Single(h => h.Key == option).Value(options);

        string after = await AnswerAsync(options, repeats);

        Assert.NotEqual(before, after);
        Assert.Equal(after, await AnswerAsync(options, repeats));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_not_done_is_refused_by_name(int index)
    {
        (string option, ChatOptions options) = Refusals[index];
        using ScriptedModel model = new("x");
        using ModelwrightChatClient client = new(model, ScriptedModel.ChatTemplate);

        ChatOptionException error = await Assert.ThrowsAsync<ChatOptionException>(() => client.GetResponseAsync("Hi!", options));

        Assert.Equal(option, error.Option);
        Assert.Empty(model.Prompts);
    }

    /// <summary>Templates that always begin a thought, that know of none, and that know of degrees.</summary>
    [Theory]
    [InlineData("qwen3_thinking_2507", ReasoningEffort.None, null)]
    [InlineData("qwen3_thinking_2507", ReasoningEffort.High, "<think>\n")]
    [InlineData("qwen3_instruct_2507", ReasoningEffort.High, null)]
    [InlineData("qwen3_instruct_2507", ReasoningEffort.None, "assistant\n")]
    [InlineData("gpt_oss", ReasoningEffort.None, null)]
    [InlineData("gpt_oss", ReasoningEffort.Low, "Reasoning: low")]
    public async Task An_effort_that_is_not_the_models_is_refused(string template, ReasoningEffort effort, string? prompt)
    {
        ChatTemplate chosen = ChatTemplate.Load(System.IO.Path.Combine(TemplateGoldens.Chat, template, "template.jinja"));
        using ScriptedModel model = new("x");
        using ModelwrightChatClient client = new(model, chosen);
        ChatOptions options = new() { Reasoning = new() { Effort = effort } };

        if (prompt is null)
        {
            Assert.Equal("Reasoning", (await Assert.ThrowsAsync<ChatOptionException>(() => client.GetResponseAsync("Hi!", options))).Option);
            return;
        }

        await client.GetResponseAsync("Hi!", options);
        Assert.Contains(prompt, Assert.Single(model.Prompts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tools_that_may_not_be_called_are_not_offered()
    {
        ChatOptions options = Sampled();
        string without = await AnswerAsync(options);
        (options.Tools, options.ToolMode, options.AllowMultipleToolCalls) = ([Tool], ChatToolMode.None, false);

        Assert.Equal(without, await AnswerAsync(options));
    }

    private static ChatOptions Sampled() => new() { Seed = 1, Temperature = 1, TopK = 5, MaxOutputTokens = 24 };

    /// <param name="options">The options.</param>
    /// <param name="repeats">Whether the model always wants the same few tokens, so that penalties show.</param>
    private static async Task<string> AnswerAsync(ChatOptions options, bool repeats = false)
    {
        using RandomModel model = new(Qwen3Tokenizer.Instance, 1, ScriptedModel.End) { Repeats = repeats };
        using ModelwrightChatClient client = new(model, ScriptedModel.ChatTemplate);
        ChatResponse response = await client.GetResponseAsync("Hi!", options);
        return string.Join('|', response.Messages.SelectMany(static m => m.Contents).Select(static c => c is TextReasoningContent thought ? thought.Text : c.ToString()).Append(response.FinishReason.ToString()));
    }
}
