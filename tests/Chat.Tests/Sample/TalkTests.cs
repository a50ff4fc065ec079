using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.AI;
using Modelwright.Extensions.AI;
using Modelwright.Tests;
using Samples;

namespace Modelwright.Chat.Tests;

/// <summary>The terminal chat of samples/Chat, with its input and output redirected.</summary>
public class TalkTests
{
    private static readonly TalkSettings Settings = new(System: null, MaxTokens: null, Temperature: null, Seed: null, Thinks: true, Tools: true);

    private readonly StringWriter _answers = new();
    private readonly StringWriter _notes = new();

    [Fact]
    public async Task Lines_are_answered_until_the_input_ends()
    {
        using ScriptedModel model = new("<think>\nSo.\n</think>\n\nGood day.", "<tool_call>\n{\"name\": \"get_time\", \"arguments\": {}}\n</tool_call>", "Noon.", "Fine.");
        using IChatClient client = new ChatClientBuilder(new ModelwrightChatClient(model, ScriptedModel.ChatTemplate)).UseFunctionInvocation().Build();

        await RunAsync(client, "Hello!\nWhat time is it?\n\n/think off\n/history\n/nonsense\n/image x.png\n/new\nAnd now?", sees: false, dims: true);

        Assert.Equal("Good day.\nNoon.\nFine.\n", _answers.ToString().ReplaceLineEndings("\n"));
        string notes = _notes.ToString();
        Assert.Contains("\e[2mSo.\e[0m", notes, StringComparison.Ordinal);
        Assert.Contains("[get_time()]", notes, StringComparison.Ordinal);
        Assert.Contains("tokens/s", notes, StringComparison.Ordinal);
        Assert.Contains("user: Hello!\nassistant: Good day.\nuser: What time is it?", notes, StringComparison.Ordinal);
        Assert.Contains("'/nonsense' is no command", notes, StringComparison.Ordinal);
        Assert.Contains("only reads", notes, StringComparison.Ordinal);
        Assert.Contains("Hello!", model.Prompts[1], StringComparison.Ordinal);
        Assert.Contains("\"get_time\"", model.Prompts[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Hello!", model.Prompts[3], StringComparison.Ordinal);
        Assert.EndsWith("<think>\n\n</think>\n\n", model.Prompts[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_goes_with_the_next_message()
    {
        using SeeingModel model = new("A circle.");
        using ModelwrightChatClient client = new(model, Runtime.ChatTemplate.Load(Path.Combine(TemplateGoldens.Chat, "qwen3_vl", "template.jinja")));
        string picture = Path.Combine(Repository.Root, "samples", "Captions", "examples", "shape0.png");

        await RunAsync(client, $"/image nowhere.png\n/image {picture}\nWhat is it?", sees: true, dims: false, Settings with { Tools = false });

        Assert.Equal("A circle.", _answers.ToString().Trim());
        Assert.Contains("no such file", _notes.ToString(), StringComparison.Ordinal);
        Assert.Single(model.FeatureColumns);
    }

    [Fact]
    public async Task An_interruption_stops_the_answer_and_not_the_program()
    {
        using Interrupts interrupts = new();
        using Talkative client = new(interrupts);

        await RunAsync(client, "Talk!\nAnd again!", sees: false, dims: false, interrupts: interrupts);

        Assert.Equal(2, client.Asked.Count);
        Assert.Equal("word word \nword word \n", _answers.ToString().ReplaceLineEndings("\n"));
        Assert.Contains("(stopped)", _notes.ToString(), StringComparison.Ordinal);
        Assert.Equal(["user: Talk!", "assistant: word word ", "user: And again!"], client.Asked[1]);
        Assert.False(interrupts.Stop());
    }

    private async Task RunAsync(IChatClient client, string input, bool sees, bool dims, TalkSettings? settings = null, Interrupts? interrupts = null)
    {
        using Interrupts own = new();
        await new Talk(client, settings ?? Settings, sees, new StringReader(input), new Screen(_answers, _notes, dims), interrupts ?? own).RunAsync();
    }

    /// <summary>Speaks until it is stopped, which the user does at the second word.</summary>
    private sealed class Talkative(Interrupts interrupts) : IChatClient
    {
        public List<List<string>> Asked { get; } = [];

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("The chat streams.");

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            Asked.Add([.. System.Linq.Enumerable.Select(messages, static message => $"{message.Role}: {message.Text}")]);
            for (int word = 1; word <= 10; word++) // an end, so that a chat that does not listen fails and does not hang
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
                yield return new ChatResponseUpdate(ChatRole.Assistant, "word ");
                if (word == 2)
                {
                    Assert.True(interrupts.Stop());
                }
            }
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
