using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Modelwright.Runtime.Templating;

namespace Modelwright.Extensions.AI;

/// <summary>Messages as chat templates know them.</summary>
internal static class MessageConversion
{
    public static IEnumerable<TemplateValue> Convert(ChatMessage message)
    {
        FunctionResultContent[] results = [.. message.Contents.OfType<FunctionResultContent>()];
        foreach (FunctionResultContent result in results)
        {
            yield return Message("tool", ("content", TemplateValue.Of(ResultText(result.Result))), ("tool_call_id", TemplateValue.Of(result.CallId)));
        }

        if (results.Length == 0 || results.Length < message.Contents.Count)
        {
            yield return Convert(message, [.. message.Contents.Where(static c => c is not FunctionResultContent)]);
        }
    }

    private static TemplateValue Convert(ChatMessage message, AIContent[] contents)
    {
        List<(string, TemplateValue)> members = [];
        string text = "";
        string thought = "";
        List<TemplateValue> calls = [];
        foreach (AIContent content in contents)
        {
            switch (content)
            {
                case TextReasoningContent reasoning:
                    thought += reasoning.Text;
                    break;
                case TextContent plain:
                    text += plain.Text;
                    break;
                case FunctionCallContent call:
                    calls.Add(Call(call));
                    break;
                case UsageContent:
                    break;
                default:
                    throw new ChatOptionException("Messages", content.GetType().Name, "text, reasoning, function calls and their results");
            }
        }

        members.Add(("content", TemplateValue.Of(text)));
        if (thought.Length > 0)
        {
            members.Add(("reasoning_content", TemplateValue.Of(thought)));
        }

        if (calls.Count > 0)
        {
            members.Add(("tool_calls", TemplateValue.Of(calls)));
        }

        return Message(message.Role.Value, [.. members]);
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
        int or long or short or byte or sbyte or ushort or uint => TemplateValue.Of(System.Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)),
        double or float or decimal => TemplateValue.Of(System.Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)),
        _ => TemplateValue.Of(JsonSerializer.SerializeToElement(value, AIJsonUtilities.DefaultOptions.GetTypeInfo(value.GetType()))),
    };

    private static string ResultText(object? result) => result switch
    {
        null => "null",
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } element => element.GetString()!,
        TextContent text => text.Text,
        JsonElement element => element.GetRawText(),
        _ => JsonSerializer.Serialize(result, AIJsonUtilities.DefaultOptions.GetTypeInfo(result.GetType())),
    };
}
