using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Extensions.AI;
using Modelwright.Extensions.AI;
using Modelwright.Runtime;

namespace Modelwright.Chat.Tests;

/// <summary>What of a conversation is computed, token by token, and how many conversations are kept.</summary>
public class ConversationsTests
{
    private const string Answer = "<think>\nHm, well.\n</think>\n\nYes.";

    /// <summary>The template strips the first thought from the second prompt: what stands before the first answer is known, the rest is computed.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_a_prompt_whose_thoughts_were_stripped_what_stands_behind_the_difference_is_computed(bool recurrent)
    {
        using ScriptedModel model = new(Answer, Answer, Answer) { States = recurrent ? ScriptedStates.Recurrent : ScriptedStates.Attention };
        using ModelwrightChatClient client = new(model, ScriptedModel.ChatTemplate);
        List<ChatMessage> messages = [new(ChatRole.System, "Be brief.")];
        for (int turn = 0; turn < 3; turn++)
        {
            messages.Add(new(ChatRole.User, $"Question {turn}?"));
            ChatResponse response = await client.GetResponseAsync(messages);
            messages.AddRange(response.Messages);
            Assert.Equal(Tokens(model.Prompts[turn]).Length - model.Computed[turn], response.Usage!.CachedInputTokenCount);
        }

        Assert.Equal(Tokens(model.Prompts[0]).Length, model.Computed[0]);
        for (int turn = 1; turn < 3; turn++)
        {
            // Attention is cut at the first difference; recurrent states return to the border before the answer.
            string shared = model.Prompts[turn - 1];
            int known = recurrent ? Tokens(shared[..shared.LastIndexOf("<|im_start|>", StringComparison.Ordinal)]).Length : Tokens(shared).Length;
            Assert.Equal(Tokens(model.Prompts[turn]).Length - known, model.Computed[turn]);
            Assert.DoesNotContain("Hm", model.Prompts[turn], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_goes_on_where_the_answer_ended_is_all_that_is_computed(bool recurrent)
    {
        using ScriptedModel model = new("One.", "Two.") { States = recurrent ? ScriptedStates.Recurrent : ScriptedStates.Attention };
        using ModelwrightChatClient client = new(model, ChatTemplate.Load(System.IO.Path.Combine(TemplateGoldens.Chat, "qwen3_instruct_2507", "template.jinja")));
        List<ChatMessage> messages = [new(ChatRole.User, "First?")];
        messages.AddRange((await client.GetResponseAsync(messages)).Messages);
        messages.Add(new(ChatRole.User, "Second?"));
        await client.GetResponseAsync(messages);

        // The end of the turn was chosen and not fed.
        Assert.Equal(Tokens("<|im_end|>\n<|im_start|>user\nSecond?<|im_end|>\n<|im_start|>assistant\n").Length, model.Computed[1]);
    }

    /// <summary>The oldest go first; without any, a prompt that differs is computed from its beginning.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(1000)]
    public async Task Copies_of_recurrent_states_stay_within_their_bytes(long bytes)
    {
        using ScriptedModel model = new([.. Enumerable.Repeat("Yes.", 6)]) { States = ScriptedStates.Recurrent };
        ChatTemplate template = ChatTemplate.Load(System.IO.Path.Combine(TemplateGoldens.Chat, "qwen3_instruct_2507", "template.jinja"));
        using ModelwrightChatClient client = new(model, template, new ModelwrightChatClientOptions { SnapshotBytes = bytes });
        List<ChatMessage> messages = [];
        for (int turn = 0; turn < 5; turn++)
        {
            messages.Add(new(ChatRole.User, $"Question {turn}?"));
            messages.AddRange((await client.GetResponseAsync(messages)).Messages);
            Assert.InRange(model.Snapshots.Where(static snapshot => snapshot.IsValid).Sum(static snapshot => snapshot.Bytes), 0, bytes);
        }

        string before = model.Prompts[^1];
        ChatResponse other = await client.GetResponseAsync([.. messages.Take(messages.Count - 2), new(ChatRole.User, "Something else?")]);

        int border = bytes == 0 ? 0 : Tokens(before[..before.LastIndexOf("<|im_start|>user", StringComparison.Ordinal)]).Length;
        Assert.Equal(border, other.Usage!.CachedInputTokenCount);
        Assert.Equal(Tokens(model.Prompts[^1]).Length - border, model.Computed[^1]);
    }

    [Theory]
    [InlineData(10_000, 2)]
    [InlineData(1999, 1)]
    public async Task Conversations_in_turn_keep_their_states_within_the_bytes_there_are(long bytes, int sessions)
    {
        using ScriptedModel model = new("a", "b", "c", "d") { States = ScriptedStates.Attention };
        using (ModelwrightChatClient client = new(model, ScriptedModel.ChatTemplate, new ModelwrightChatClientOptions { SessionBytes = bytes }))
        {
            List<ChatMessage> one = [new(ChatRole.User, "Tell me of " + Words("love"))];
            List<ChatMessage> other = [new(ChatRole.User, "And what of " + Words("war"))];
            one.AddRange((await client.GetResponseAsync(one)).Messages);
            other.AddRange((await client.GetResponseAsync(other)).Messages);
            one.Add(new(ChatRole.User, "Go on."));
            other.Add(new(ChatRole.User, "Go on."));
            long first = (await client.GetResponseAsync(one)).Usage!.CachedInputTokenCount!.Value;
            long second = (await client.GetResponseAsync(other)).Usage!.CachedInputTokenCount!.Value;

            Assert.Equal(sessions, model.Sessions);
            Assert.Equal(sessions == 2, first > 60 && second > 60);
            Assert.All(model.Prompts.Skip(2), static prompt => Assert.EndsWith("Go on.<|im_end|>\n<|im_start|>assistant\n", prompt, StringComparison.Ordinal));
        }

        Assert.Equal(0, model.Sessions);
    }

    [Fact]
    public async Task Conversations_that_begin_alike_share_the_beginning()
    {
        using ScriptedModel model = new("a", "b", "c") { States = ScriptedStates.Attention };
        using ModelwrightChatClient client = new(model, ScriptedModel.ChatTemplate);
        ChatMessage system = new(ChatRole.System, Words("rules"));
        List<ChatMessage> one = [system, new(ChatRole.User, Words("love") + Words("more love"))];

        await client.GetResponseAsync(one);
        ChatResponse other = await client.GetResponseAsync([system, new(ChatRole.User, "War?")]);
        ChatResponse again = await client.GetResponseAsync([.. one, new(ChatRole.Assistant, "a"), new(ChatRole.User, "More?")]);

        Assert.True(other.Usage!.CachedInputTokenCount > 60);
        Assert.True(again.Usage!.CachedInputTokenCount > 150);
        Assert.Equal(2, model.Sessions);
    }

    private static string Words(string word) => string.Join(' ', Enumerable.Repeat(word, 80));

    private static int[] Tokens(string text) => Qwen3Tokenizer.Instance.Encode(text);
}
