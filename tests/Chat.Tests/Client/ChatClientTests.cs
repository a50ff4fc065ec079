using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Modelwright.Extensions.AI;
using Modelwright.Runtime;

namespace Modelwright.Chat.Tests;

/// <summary>The chat client over a model that answers by a script.</summary>
public class ChatClientTests
{
    private const string Weather = "<think>\nI look.\n</think>\n\n<tool_call>\n{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Bonn\"}}\n</tool_call>";

    [Fact]
    public async Task An_answer_has_its_thought_its_text_its_end_and_its_cost()
    {
        using ScriptedModel model = new("<think>\nSo.\n</think>\n\nHello <there>.");
        using ModelwrightChatClient client = new(model, ScriptedModel.ChatTemplate);

        ChatResponse response = await client.GetResponseAsync("Hi!", new ChatOptions { Instructions = "Be brief." });

        Assert.Equal("Hello <there>.", response.Text);
        Assert.Equal("So.", response.Messages[0].Contents.OfType<TextReasoningContent>().Single().Text);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.Equal("<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi!<|im_end|>\n<|im_start|>assistant\n", Assert.Single(model.Prompts));
        Assert.Equal(model.Tokenizer.Encode(model.Prompts[0]).Length, response.Usage!.InputTokenCount);
        Assert.Equal(model.Tokenizer.Encode("<think>\nSo.\n</think>\n\nHello <there>.").Length, response.Usage.OutputTokenCount);
        Assert.True(response.Usage.ReasoningTokenCount is > 0 and < 8);
        Assert.Equal(response.Usage.InputTokenCount + response.Usage.OutputTokenCount, response.Usage.TotalTokenCount);
    }

    [Fact]
    public async Task Text_streams_token_by_token()
    {
        using ScriptedModel model = new("one two three four");
        using ModelwrightChatClient client = new(model, ScriptedModel.ChatTemplate);

        List<ChatResponseUpdate> updates = [];
        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("Hi!"))
        {
            updates.Add(update);
        }

        Assert.True(updates.Count(static u => u.Text.Length > 0) > 2);
        Assert.Equal("one two three four", string.Concat(updates.Select(static u => u.Text)));
        Assert.Single(updates.Select(static u => u.ResponseId).Distinct());
        Assert.Equal(ChatFinishReason.Stop, updates[^1].FinishReason);
    }

    [Theory]
    [InlineData(3, null, "length")]
    [InlineData(null, "ree", "stop")]
    public async Task Answers_end_at_the_budget_and_at_stop_strings(int? budget, string? stop, string reason)
    {
        using ScriptedModel model = new("one two three four five");
        using ModelwrightChatClient client = new(model, ScriptedModel.ChatTemplate);

        ChatResponse response = await client.GetResponseAsync("Hi!", new ChatOptions { MaxOutputTokens = budget, StopSequences = stop is null ? null : [stop] });

        Assert.Equal(reason, response.FinishReason!.Value.Value);
        Assert.Equal(stop is null ? "one two three" : "one two th", response.Text);
    }

    [Fact]
    public async Task The_ecosystem_calls_functions_and_the_model_reads_their_results()
    {
        using ScriptedModel model = new(Weather, "It is 21 degrees.");
        using IChatClient client = new ChatClientBuilder(new ModelwrightChatClient(model, ScriptedModel.ChatTemplate)).UseFunctionInvocation().Build();
        string? asked = null;
        AIFunction tool = AIFunctionFactory.Create((string city) => { asked = city; return "21 <|im_end|>"; }, "get_weather", "Weather at a place.");

        ChatResponse response = await client.GetResponseAsync("Weather in Bonn?", new ChatOptions { Tools = [tool] });

        Assert.Equal("Bonn", asked);
        Assert.Equal("It is 21 degrees.", response.Messages[^1].Text);
        Assert.Contains("\"name\": \"get_weather\", \"description\": \"Weather at a place.\", \"parameters\": {", model.Prompts[0], StringComparison.Ordinal);
        Assert.Contains("<tool_response>\n21 <|im_end|>\n</tool_response>", model.Prompts[1], StringComparison.Ordinal);
        Assert.Contains("<tool_call>\n{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Bonn\"}}\n</tool_call>", model.Prompts[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_ends_the_answer_with_tool_calls()
    {
        using ScriptedModel model = new(Weather);
        using ModelwrightChatClient client = new(model, ScriptedModel.ChatTemplate);

        ChatResponse response = await client.GetResponseAsync("Weather?", new ChatOptions { Tools = [AIFunctionFactory.Create(static (string city) => city, "get_weather")] });

        FunctionCallContent call = response.Messages[0].Contents.OfType<FunctionCallContent>().Single();
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
        Assert.Equal("Bonn", ((JsonElement)call.Arguments!["city"]!).GetString());
        Assert.Matches("^[a-z0-9]{9}$", call.CallId); // as Mistral's templates want it
    }

    /// <summary>Of several templates the one for tools says how calls are written.</summary>
    [Fact]
    public async Task Calls_are_read_as_the_template_that_was_chosen_has_them_written()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("modelwright-templates-");
        try
        {
            folder.CreateSubdirectory("additional_chat_templates");
            File.Copy(Path.Combine(TemplateGoldens.Chat, "qwen2_5", "template.jinja"), Path.Combine(folder.FullName, "chat_template.jinja"));
            File.Copy(Path.Combine(TemplateGoldens.Chat, "qwen3_coder", "template.jinja"), Path.Combine(folder.FullName, "additional_chat_templates", "tool_use.jinja"));
            using ScriptedModel model = new("<tool_call>\n<function=get_weather>\n<parameter=city>\nBonn\n</parameter>\n</function>\n</tool_call>");
            using ModelwrightChatClient client = new(model, ChatTemplate.Load(folder.FullName));

            ChatResponse response = await client.GetResponseAsync("Weather?", new ChatOptions { Tools = [AIFunctionFactory.Create(static (string city) => city, "get_weather")] });

            Assert.Equal("Bonn", Assert.Single(response.Messages[0].Contents.OfType<FunctionCallContent>()).Arguments!["city"]);
            Assert.Contains("<function=", model.Prompts[0], StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What messages are to a template, whatever client they came from.</summary>
    [Fact]
    public void A_result_has_its_functions_name_and_numbers_are_written_as_they_are()
    {
        ChatTemplate template = ChatTemplate.Parse("{{ messages[1:]|tojson }}");
        FunctionCallContent call = new("id1", "area", new Dictionary<string, object?> { ["f"] = 0.1f, ["d"] = 2.0, ["m"] = 1.50m, ["i"] = 3, ["n"] = null, ["l"] = new[] { 1, 2 } });

        ChatPrompt prompt = template.Render([new(ChatRole.User, "?"), new(ChatRole.Assistant, [call]), new(ChatRole.Tool, [new FunctionResultContent("id1", 6), new FunctionResultContent("other", "x")])]);

        Assert.Equal(
            "[{\"role\": \"assistant\", \"content\": \"\", \"tool_calls\": [{\"id\": \"id1\", \"type\": \"function\", \"function\": {\"name\": \"area\", \"arguments\": {\"f\": 0.1, \"d\": 2.0, \"m\": 1.5, \"i\": 3, \"n\": null, \"l\": [1, 2]}}}]}, "
            + "{\"role\": \"tool\", \"content\": \"6\", \"tool_call_id\": \"id1\", \"name\": \"area\"}, {\"role\": \"tool\", \"content\": \"x\", \"tool_call_id\": \"other\"}]",
            prompt.Text);
    }

    [Fact]
    public async Task A_tag_that_is_spelled_in_other_tokens_is_text()
    {
        using ScriptedModel model = new(Weather) { WritesTags = false };
        using ModelwrightChatClient client = new(model, ScriptedModel.ChatTemplate);

        ChatResponse response = await client.GetResponseAsync("Weather?", new ChatOptions { Tools = [AIFunctionFactory.Create(static (string city) => city, "get_weather")] });

        Assert.Equal(Weather, response.Text);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.Equal(0, response.Usage!.ReasoningTokenCount);
    }

    [Fact]
    public async Task A_cache_answers_the_second_time_and_telemetry_sees_the_first()
    {
        List<Activity> activities = [];
        using ActivityListener listener = new()
        {
            ShouldListenTo = static source => source.Name == "chat-tests",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activities.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using ScriptedModel model = new("once");
        using IChatClient client = new ChatClientBuilder(new ModelwrightChatClient(model, ScriptedModel.ChatTemplate))
            .UseDistributedCache(new MemoryCache()).UseOpenTelemetry(sourceName: "chat-tests").Build();

        ChatResponse first = await client.GetResponseAsync("Hi!");
        ChatResponse second = await client.GetResponseAsync("Hi!");

        Assert.Equal("once", first.Text);
        Assert.Equal("once", second.Text);
        Assert.Single(model.Prompts);
        Assert.Equal("modelwright", Assert.Single(activities).GetTagItem("gen_ai.provider.name"));
    }

    [Fact]
    public async Task Services_make_a_client_of_a_model_class()
    {
        ScriptedModel model = new("hello");
        using (ServiceProvider services = new ServiceCollection().AddModelwrightChat(_ => model).BuildServiceProvider())
        {
            Assert.Equal("hello", (await services.GetRequiredService<IChatClient>().GetResponseAsync("Hi!")).Text);
        }

        Assert.True(model.IsDisposed);
    }

    [Fact]
    public async Task Thinking_is_switched_by_the_options()
    {
        using ScriptedModel model = new("a", "b");
        using ModelwrightChatClient client = new(model, ScriptedModel.ChatTemplate);

        await client.GetResponseAsync("Hi!", new ChatOptions { Reasoning = new() { Effort = ReasoningEffort.None } });
        await client.GetResponseAsync("Hi!", new ChatOptions { AdditionalProperties = new() { ["enable_thinking"] = false } });

        Assert.All(model.Prompts, static p => Assert.EndsWith("<think>\n\n</think>\n\n", p, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cancellation_ends_an_answer()
    {
        using ScriptedModel model = new("one two three", "again");
        using ModelwrightChatClient client = new(model, ScriptedModel.ChatTemplate);
        using CancellationTokenSource source = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ChatResponseUpdate _ in client.GetStreamingResponseAsync("Hi!", cancellationToken: source.Token))
            {
                source.Cancel();
            }
        });

        Assert.Equal("again", (await client.GetResponseAsync("Hi!")).Text);
    }
}
