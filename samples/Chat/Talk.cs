using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.AI;
using Modelwright.Extensions.AI;
using Modelwright.Runtime;

namespace Samples;

/// <summary>The conversation: lines in, answers out, until the input ends or the user leaves.</summary>
/// <param name="client">The model.</param>
/// <param name="settings">How answers are asked for.</param>
/// <param name="sees">Whether the model takes pictures.</param>
/// <param name="input">Where lines come from.</param>
/// <param name="screen">Where everything is written.</param>
/// <param name="interrupts">What stops an answer.</param>
internal sealed class Talk(IChatClient client, TalkSettings settings, bool sees, TextReader input, Screen screen, Interrupts interrupts)
{
    private const string Help = """
        /image <file>   a picture for your next message, where the model sees
        /think on|off   whether the model thinks before it answers
        /history        the conversation so far
        /new            begins a new conversation
        /exit           ends the program (so does the end of the input)
        Ctrl+C          stops the answer
        """;

    private readonly List<ChatMessage> _messages = [];
    private readonly List<AIContent> _attached = [];
    private bool _thinks = settings.Thinks;

    public async Task RunAsync()
    {
        Begin();
        while (true)
        {
            screen.Ask("> ");
            if (await input.ReadLineAsync().ConfigureAwait(false) is not { } line || line.Trim() == "/exit")
            {
                screen.Ask("\n");
                return;
            }

            if (line.StartsWith('/'))
            {
                Command(line.Trim());
            }
            else if (line.Trim().Length > 0 || _attached.Count > 0)
            {
                _messages.Add(new ChatMessage(ChatRole.User, [.. _attached, new TextContent(line)]));
                _attached.Clear();
                await AnswerAsync().ConfigureAwait(false);
            }
        }
    }

    private void Begin()
    {
        _messages.Clear();
        _attached.Clear();
        if (settings.System is { } text)
        {
            _messages.Add(new ChatMessage(ChatRole.System, text));
        }
    }

    private void Command(string line)
    {
        string[] words = line.Split(' ', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        switch (words)
        {
            case ["/help"]:
                screen.Note(Help);
                break;
            case ["/image", string file]:
                Attach(file);
                break;
            case ["/think", "on" or "off"]:
                _thinks = words[1] == "on";
                break;
            case ["/history"]:
                screen.Note(string.Join('\n', _messages.Select(static message => $"{message.Role}: {message.Text}{string.Concat(message.Contents.OfType<MediaContent>().Select(static media => $" [{media.Image?.Name}]"))}")));
                break;
            case ["/new"]:
                Begin();
                break;
            default:
                screen.Note($"'{line}' is no command; /help lists them.");
                break;
        }
    }

    private void Attach(string file)
    {
        if (!sees)
        {
            screen.Note("This model only reads; wanted one that sees, such as a Qwen3-VL, for pictures.");
            return;
        }

        try
        {
            _attached.Add(new MediaContent(Image.FromFile(file)));
            screen.Note($"{file} goes with your next message.");
        }
        catch (ModelwrightException error)
        {
            screen.Note(error.Message);
        }
    }

    /// <summary>Writes the answer while it comes. What was said before it was stopped stays in the conversation.</summary>
    private async Task AnswerAsync()
    {
        List<ChatResponseUpdate> updates = [];
        long start = TimeProvider.System.GetTimestamp();
        try
        {
            CancellationToken stop = interrupts.Begin();
            await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync(_messages, Options(), stop).ConfigureAwait(false))
            {
                updates.Add(update);
                Show(update);
            }

            screen.EndAnswer();
            Report(updates, TimeProvider.System.GetElapsedTime(start));
        }
        catch (OperationCanceledException)
        {
            screen.Note("(stopped)");
        }
        catch (ModelwrightException error)
        {
            screen.Note(error.Message);
        }
        finally
        {
            interrupts.End();
            Keep(updates);
        }
    }

    private ChatOptions Options() => new()
    {
        MaxOutputTokens = settings.MaxTokens,
        Temperature = settings.Temperature,
        Seed = settings.Seed,
        Tools = settings.Tools ? [ClockTool.Create(TimeProvider.System)] : null,
        Reasoning = _thinks ? null : new ReasoningOptions { Effort = ReasoningEffort.None },
    };

    private void Show(ChatResponseUpdate update)
    {
        foreach (AIContent content in update.Contents)
        {
            switch (content)
            {
                case TextReasoningContent thought:
                    screen.Thought(thought.Text);
                    break;
                case TextContent text:
                    screen.Answer(text.Text);
                    break;
                case FunctionCallContent call:
                    screen.Note($"[{call.Name}({string.Join(", ", call.Arguments?.Select(static a => $"{a.Key}: {a.Value}") ?? [])})]");
                    break;
                case FunctionResultContent result:
                    screen.Note($"[{result.Result ?? result.Exception?.Message}]");
                    break;
            }
        }
    }

    /// <summary>What the answer cost. One that asked for tools has several parts, each with its usage.</summary>
    private void Report(List<ChatResponseUpdate> updates, TimeSpan time)
    {
        UsageDetails[] parts = [.. updates.SelectMany(static update => update.Contents).OfType<UsageContent>().Select(static usage => usage.Details)];
        long written = parts.Sum(static part => part.OutputTokenCount ?? 0);
        long read = parts.Sum(static part => (part.InputTokenCount ?? 0) - (part.CachedInputTokenCount ?? 0));
        string cut = updates.Exists(static update => update.FinishReason == ChatFinishReason.Length) ? "; cut at the limit" : "";
        screen.Note(FormattableString.Invariant($"({written} tokens, {written / Math.Max(time.TotalSeconds, 1e-9):F1} tokens/s; {read} of {parts.Sum(static part => part.InputTokenCount ?? 0)} prompt tokens computed{cut})"));
    }

    /// <summary>Calls without their results, as an interruption leaves them, no template takes: of those the text is kept.</summary>
    private void Keep(List<ChatResponseUpdate> updates)
    {
        IList<ChatMessage> said = updates.ToChatResponse().Messages;
        HashSet<string> answered = [.. said.SelectMany(static message => message.Contents).OfType<FunctionResultContent>().Select(static result => result.CallId)];
        foreach (ChatMessage message in said)
        {
            AIContent[] kept = [.. message.Contents.Where(content => content is not UsageContent && (content is not FunctionCallContent call || answered.Contains(call.CallId)))];
            if (kept.Length > 0)
            {
                _messages.Add(new ChatMessage(message.Role, kept));
            }
        }
    }
}
