using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Modelwright.Runtime.Templating;

namespace Modelwright.Extensions.AI;

/// <summary>Messages as chat templates know them.</summary>
internal static class MessageConversion
{
    /// <summary>A message, and before it each function result in it as a message of its own.</summary>
    /// <param name="message">The message.</param>
    /// <param name="media">Receives pictures and clips in the order in which a template comes to them.</param>
    /// <param name="called">The names of the functions called so far, by the calls' ids.</param>
    /// <exception cref="ChatOptionException">A part is of a kind that templates have no word for.</exception>
    public static IEnumerable<TemplateValue> Convert(ChatMessage message, List<AIContent> media, Dictionary<string, string> called)
    {
        foreach (FunctionCallContent call in message.Contents.OfType<FunctionCallContent>())
        {
            called[call.CallId] = call.Name;
        }

        FunctionResultContent[] results = [.. message.Contents.OfType<FunctionResultContent>()];
        foreach (FunctionResultContent result in results)
        {
            (string, TemplateValue)[] members = [("content", Result(result.Result, media)), ("tool_call_id", TemplateValue.Of(result.CallId))];
            yield return Message("tool", called.TryGetValue(result.CallId, out string? name) ? [.. members, ("name", TemplateValue.Of(name))] : members);
        }

        if (results.Length == 0 || results.Length < message.Contents.Count)
        {
            yield return Convert(message.Role.Value, [.. message.Contents.Where(static c => c is not FunctionResultContent)], media);
        }
    }

    private static TemplateValue Convert(string role, AIContent[] contents, List<AIContent> media)
    {
        List<(string, TemplateValue)> members = [];
        string thought = string.Concat(contents.OfType<TextReasoningContent>().Select(static reasoning => reasoning.Text));
        TemplateValue[] calls = [.. contents.OfType<FunctionCallContent>().Select(Call)];
        members.Add(("content", Content([.. contents.Where(static c => c is not (TextReasoningContent or FunctionCallContent or UsageContent))], media)));
        if (thought.Length > 0)
        {
            members.Add(("reasoning_content", TemplateValue.Of(thought)));
        }

        if (calls.Length > 0)
        {
            members.Add(("tool_calls", TemplateValue.Of(calls)));
        }

        return Message(role, [.. members]);
    }

    /// <summary>Text alone is one string, since templates of models that only read take no lists; with media it is a list of parts.</summary>
    private static TemplateValue Content(IReadOnlyList<AIContent> contents, List<AIContent> media)
    {
        AIContent? other = contents.FirstOrDefault(static c => c is not TextContent && MediaParts.TypeOf(c) is null);
        if (other is not null)
        {
            throw new ChatOptionException("Messages", other.GetType().Name, "text, pictures, clips, reasoning, function calls and their results");
        }

        if (contents.All(static c => c is TextContent))
        {
            return TemplateValue.Of(string.Concat(contents.Cast<TextContent>().Select(static text => text.Text)));
        }

        media.AddRange(contents.Where(static c => c is not TextContent));
        return TemplateValue.Of(contents.Select(static c => c is TextContent text
            ? Map(("type", TemplateValue.Of("text")), ("text", TemplateValue.Of(text.Text)))
            : Map(("type", TemplateValue.Of(MediaParts.TypeOf(c)!)))));
    }

    public static TemplateValue Tool(AIFunctionDeclaration tool) => Map(
        ("type", TemplateValue.Of("function")),
        ("function", Map(("name", TemplateValue.Of(tool.Name)), ("description", TemplateValue.Of(tool.Description)), ("parameters", TemplateValue.Of(tool.JsonSchema)))));

    public static TemplateValue Message(string role, params (string Key, TemplateValue Value)[] members) => Map([("role", TemplateValue.Of(role)), .. members]);

    private static TemplateValue Call(FunctionCallContent call) => Map(
        ("id", TemplateValue.Of(call.CallId)),
        ("type", TemplateValue.Of("function")),
        ("function", Map(
            ("name", TemplateValue.Of(call.Name)),
            ("arguments", TemplateValue.Of((call.Arguments ?? new Dictionary<string, object?>()).Select(static a => KeyValuePair.Create(a.Key, Value(a.Value))))))));

    private static TemplateValue Map(params (string Key, TemplateValue Value)[] members) => TemplateValue.Of(members.Select(static m => KeyValuePair.Create(m.Key, m.Value)));

    public static TemplateValue Value(object? value) => value switch
    {
        null => TemplateValue.None,
        string text => TemplateValue.Of(text),
        bool boolean => TemplateValue.Of(boolean),
        JsonElement element => TemplateValue.Of(element),
        int or long or short or byte or sbyte or ushort or uint => TemplateValue.Of(System.Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        float number => TemplateValue.Of(double.Parse(number.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)), // as it is written, not with a double's digits
        double or decimal => TemplateValue.Of(System.Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        _ => TemplateValue.Of(JsonSerializer.SerializeToElement(value, AIJsonUtilities.DefaultOptions.GetTypeInfo(value.GetType()))),
    };

    /// <summary>What a function gave: text and media as they are, everything else as JSON.</summary>
    private static TemplateValue Result(object? result, List<AIContent> media) => result switch
    {
        AIContent content => Content([content], media),
        IEnumerable<AIContent> contents => Content([.. contents], media),
        null => TemplateValue.Of("null"),
        string text => TemplateValue.Of(text),
        JsonElement { ValueKind: JsonValueKind.String } element => TemplateValue.Of(element.GetString()!),
        JsonElement element => TemplateValue.Of(element.GetRawText()),
        _ => TemplateValue.Of(JsonSerializer.Serialize(result, AIJsonUtilities.DefaultOptions.GetTypeInfo(result.GetType()))),
    };
}
