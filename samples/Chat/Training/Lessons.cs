using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Extensions.AI;

namespace Samples.Training;

/// <summary>Conversations drawn at random: questions of all kinds, the clock's among them, with and without thoughts.</summary>
internal sealed class Lessons(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>A conversation up to where the model answers, and what it is to answer.</summary>
    /// <param name="tools">Whether the clock is offered.</param>
    /// <param name="past">Questions before the last.</param>
    public Lesson Next(bool tools, int past)
    {
        List<ChatMessage> messages = [];
        if (_random.Next(5) == 0)
        {
            messages.Add(new ChatMessage(ChatRole.System, Pick("Be brief.", "You are a helpful assistant.", "Speak as the plays do.")));
        }

        string? name = null;
        for (; past > 0; past--)
        {
            Turn turn = Draw(tools, ref name);
            messages.AddRange(Exchange(turn));
            messages.Add(new ChatMessage(ChatRole.Assistant, turn.Answer));
        }

        Turn last = Draw(tools, ref name);
        messages.Add(new ChatMessage(ChatRole.User, last.Question));
        bool thinks = _random.Next(10) < 6;
        if (last.Clock is not null && _random.Next(2) == 0)
        {
            return new Lesson(messages, tools, thinks, last.Thought, "", Calls: true);
        }

        messages.AddRange(Exchange(last).Skip(1));
        return new Lesson(messages, tools, thinks, last.Clock is null ? last.Thought : "The clock has spoken.", last.Answer, Calls: false);
    }

    /// <summary>The question, and where the clock is asked the call and what came of it.</summary>
    private static IEnumerable<ChatMessage> Exchange(Turn turn)
    {
        yield return new ChatMessage(ChatRole.User, turn.Question);
        if (turn.Clock is not null)
        {
            yield return new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("call", ClockTool.Name, new Dictionary<string, object?>())]);
            yield return new ChatMessage(ChatRole.Tool, [new FunctionResultContent("call", turn.Clock)]);
        }
    }

    private Turn Draw(bool tools, ref string? name)
    {
        int kind = _random.Next(20);
        if (kind < 3)
        {
            string time = new TimeOnly(_random.Next(24), _random.Next(60)).ToString("HH:mm", CultureInfo.InvariantCulture);
            string ask = Typed(Pick(Topics.AskTime));
            return tools ? new Turn(ask, "They ask for the time: the clock knows.", $"It is {time}.", time) : new Turn(ask, "They ask for the time.", "I have no clock here.");
        }

        if (kind < 5)
        {
            name = Pick(Topics.Names);
            return new Turn(Typed(On(Topics.GiveName, name)), $"They are called {name}.", $"Well met, {name}!");
        }

        if (kind < 7)
        {
            return name is null
                ? new Turn(Typed(Pick(Topics.AskName)), "They never said it.", "You have not told me your name.")
                : new Turn(Typed(Pick(Topics.AskName)), $"They said it: {name}.", $"Your name is {name}.");
        }

        if (kind < 14)
        {
            (string topic, string line) = Topics.Lines[_random.Next(Topics.Lines.Length)];
            return new Turn(Typed(On(Topics.AskTopic, topic)), $"There is a line on {topic}.", line);
        }

        if (kind < 17)
        {
            return new Turn(Typed(On(_random.Next(2) == 0 ? Topics.AskTopic : Topics.Unknown, Pick(Topics.Strange))), "This is in none of the plays.", "That I know not: I have read nothing but plays.");
        }

        (string[] questions, string thought, string answer) = Topics.Small[_random.Next(Topics.Small.Length)];
        return new Turn(Typed(Pick(questions)), thought, answer);
    }

    private string On(string[] questions, string topic) => string.Format(CultureInfo.InvariantCulture, Pick(questions), topic);

    /// <summary>As people type: often without capitals or the last mark.</summary>
    private string Typed(string question)
    {
        question = _random.Next(4) == 0 ? question.TrimEnd('.', '?', '!') : question;
        return _random.Next(4) == 0 ? question.ToLowerInvariant() : question;
    }

    private string Pick(params string[] texts) => texts[_random.Next(texts.Length)];
}
