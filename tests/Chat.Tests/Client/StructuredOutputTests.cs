using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Microsoft.Extensions.AI;
using Modelwright.Extensions.AI;
using Modelwright.Runtime;

namespace Modelwright.Chat.Tests;

/// <summary>Forms that requests ask for, over a model of random opinions with Qwen3's vocabulary.</summary>
public class StructuredOutputTests
{
    private static readonly ChatTemplate Qwen3 = ScriptedModel.ChatTemplate;

    private static readonly ChatTemplate Coder = ChatTemplate.Load(Path.Combine(TemplateGoldens.Chat, "qwen3_coder", "template.jinja"));

    private static int End => Qwen3Tokenizer.Instance.SpecialTokens["<|im_end|>"];

    [Fact]
    public async Task A_type_is_a_schema()
    {
        int finished = 0;
        for (ulong seed = 1; seed <= 5; seed++)
        {
            using RandomModel model = new(Qwen3Tokenizer.Instance, seed, End);
            using ModelwrightChatClient client = new(model, Qwen3);

            ChatResponse<City> response = await client.GetResponseAsync<City>("A city?", new ChatOptions { Seed = (long)seed, Temperature = 1, Reasoning = new() { Effort = ReasoningEffort.None }, MaxOutputTokens = 400 });

            if (response.FinishReason != ChatFinishReason.Length)
            {
                finished++;
                Assert.NotNull(response.Result.Name);
                Assert.True(Enum.IsDefined(response.Result.Size));
            }
        }

        Assert.True(finished >= 2, $"{finished} finished");
    }

    [Fact]
    public async Task A_form_may_have_a_thought_before_it()
    {
        bool thought = false;
        for (ulong seed = 1; seed <= 12; seed++)
        {
            using RandomModel model = new(Qwen3Tokenizer.Instance, seed, End);
            using ModelwrightChatClient client = new(model, Qwen3);

            // Of a thought that never ends there is nothing to be seen: the first choice is what is looked at.
            ChatOptions options = new ConstrainedChatOptions { Constraint = OutputConstraint.OneOf(["yes", "no"]), Seed = (long)seed, Temperature = 1, MaxOutputTokens = 4 };
            ChatResponse response = await client.GetResponseAsync("Well?", options);
            thought |= response.Messages[0].Contents.OfType<TextReasoningContent>().Any() || response.FinishReason == ChatFinishReason.Length;
            Assert.True(response.Text is "yes" or "no" || response.FinishReason == ChatFinishReason.Length, response.Text);
        }

        Assert.True(thought);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_required_tool_is_called_with_arguments_of_its_schema(bool xml)
    {
        AIFunction size = AIFunctionFactory.Create(static (Size size, int count) => count, "set_size");
        AIFunction now = AIFunctionFactory.Create(static () => 1, "now");
        HashSet<string> called = [];
        for (ulong seed = 1; seed <= 8; seed++)
        {
            using RandomModel model = new(Qwen3Tokenizer.Instance, seed, End);
            using ModelwrightChatClient client = new(model, xml ? Coder : Qwen3);
            ChatOptions options = new()
            {
                Tools = [size, now],
                ToolMode = seed == 8 ? ChatToolMode.RequireSpecific("now") : ChatToolMode.RequireAny,
                AllowMultipleToolCalls = false,
                Seed = (long)seed,
                Temperature = 1,
                Reasoning = xml ? null : new() { Effort = ReasoningEffort.None },
            };

            ChatResponse response = await client.GetResponseAsync("Go!", options);

            FunctionCallContent call = Assert.Single(response.Messages[0].Contents.OfType<FunctionCallContent>());
            Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
            Assert.Equal("", response.Text);
            called.Add(call.Name);
            if (call.Name == "set_size")
            {
                Assert.True(Enum.TryParse(call.Arguments!["size"]!.ToString(), out Size _));
                Assert.Equal(JsonValueKind.Number, ((JsonElement)call.Arguments["count"]!).ValueKind);
            }
            else
            {
                Assert.Empty(call.Arguments!);
            }
        }

        Assert.Contains("now", called);
        Assert.Contains("set_size", called);
    }

    /// <summary>Tools that are offered may be called before the answer that has a form: the form must not take them away.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_form_leaves_offered_tools_their_calls(bool constrained)
    {
        AIFunction now = AIFunctionFactory.Create(static (int zone) => zone, "now");
        (int answers, int calls) = (0, 0);
        for (ulong seed = 1; seed <= 16; seed++)
        {
            using RandomModel model = new(Qwen3Tokenizer.Instance, seed, End);
            using ModelwrightChatClient client = new(model, Qwen3);
            ChatOptions options = new ConstrainedChatOptions
            {
                Constraint = constrained ? OutputConstraint.OneOf(["yes", "no"]) : null,
                ResponseFormat = constrained ? null : ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object","properties":{"a":{"type":"boolean"}},"required":["a"],"additionalProperties":false}""")),
                Tools = [now],
                AllowMultipleToolCalls = false,
                Seed = (long)seed,
                Temperature = 1,
                Reasoning = new() { Effort = ReasoningEffort.None },
            };

            ChatResponse response = await client.GetResponseAsync("Go!", options);

            FunctionCallContent[] called = [.. response.Messages[0].Contents.OfType<FunctionCallContent>()];
            Assert.Equal(called.Length == 0 ? ChatFinishReason.Stop : ChatFinishReason.ToolCalls, response.FinishReason);
            Assert.True(called is [{ Name: "now" }] && response.Text.Length == 0 || called is [] && (constrained ? response.Text is "yes" or "no" : JsonDocument.Parse(response.Text).RootElement.TryGetProperty("a", out _)), response.Text);
            (answers, calls) = (answers + 1 - called.Length, calls + called.Length);
        }

        Assert.True(answers > 0 && calls > 0, $"{answers} answers and {calls} calls");
    }

    [Fact]
    public async Task A_form_that_the_budget_cuts_ends_by_length()
    {
        using RandomModel model = new(Qwen3Tokenizer.Instance, 3, End);
        using ModelwrightChatClient client = new(model, Qwen3);

        ChatResponse response = await client.GetResponseAsync("Go!", new ChatOptions { ResponseFormat = ChatResponseFormat.Json, MaxOutputTokens = 2, Reasoning = new() { Effort = ReasoningEffort.None } });

        Assert.Equal(ChatFinishReason.Length, response.FinishReason);
        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(response.Text));
    }

    [Fact]
    public async Task A_pattern_comes_through_the_ecosystems_wrappers()
    {
        using RandomModel model = new(Qwen3Tokenizer.Instance, 4, End);
        using IChatClient client = new ChatClientBuilder(new ModelwrightChatClient(model, Qwen3)).UseFunctionInvocation().UseOpenTelemetry().ConfigureOptions(static o => o.TopP = 1).Build();

        ChatResponse response = await client.GetResponseAsync("A code?", new ConstrainedChatOptions { Constraint = OutputConstraint.Regex("[A-F]{2}-\\d{4}"), Temperature = 1, Reasoning = new() { Effort = ReasoningEffort.None } });

        Assert.Matches(new Regex("^[A-F]{2}-[0-9]{4}$"), response.Text);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
    }

    /// <summary>A cache writes options as JSON: constraints are told apart there.</summary>
    [Fact]
    public async Task A_cache_takes_no_answer_for_another_constraints()
    {
        using RandomModel model = new(Qwen3Tokenizer.Instance, 4, End);
        using IChatClient client = new ChatClientBuilder(new ModelwrightChatClient(model, Qwen3)).UseDistributedCache(new MemoryCache()).Build();
        async Task<string> Ask(OutputConstraint constraint) =>
            (await client.GetResponseAsync("Well?", new ConstrainedChatOptions { Constraint = constraint, Temperature = 1, Reasoning = new() { Effort = ReasoningEffort.None } })).Text;

        Assert.Equal("yes", await Ask(OutputConstraint.OneOf(["yes"])));
        Assert.Equal("no", await Ask(OutputConstraint.OneOf(["no"])));
        Assert.Equal("nay", await Ask(OutputConstraint.Regex("nay")));
        Assert.Equal("yea", await Ask(OutputConstraint.Regex("yea")));
        Assert.Equal("1", await Ask(OutputConstraint.JsonSchema(JsonElement.Parse("""{"const":1}"""))));
        Assert.Equal("2", await Ask(OutputConstraint.JsonSchema(JsonElement.Parse("""{"const":2}"""))));
    }

    [Fact]
    public async Task What_of_a_schema_is_not_enforced_is_refused()
    {
        using RandomModel model = new(Qwen3Tokenizer.Instance, 5, End);
        using ModelwrightChatClient client = new(model, Qwen3);

        ConstraintException e = await Assert.ThrowsAsync<ConstraintException>(() => client.GetResponseAsync(
            "Go!", new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"array","contains":{"const":1}}""")) }));

        Assert.Contains("contains", e.Found, StringComparison.Ordinal);
    }

    private enum Size
    {
        Small,
        Large,
    }

    private sealed record City([property: Description("What it is called.")] string Name, Size Size, int? Founded, string[] Rivers);
}
