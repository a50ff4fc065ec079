using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Modelwright.Extensions.AI;

namespace Modelwright.Chat.Tests;

/// <summary>Outputs of ten templates are parsed back, in whatever pieces they come.</summary>
public class ChatOutputParserTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Every_output_is_parsed_back_in_pieces_of_any_size(int size)
    {
        Assert.InRange(OutputGoldens.Cases.Count, 260, int.MaxValue);
        Assert.Empty(OutputGoldens.Cases.Select(item => Mismatch(item.Case, item.Tools, size)).OfType<string>().Take(5));
    }

    [Theory]
    [InlineData("a <tool_call>\n{\"name\": 5}\n</tool_call> b", "a<tool_call>\n{\"name\": 5}\n</tool_call> b")]
    [InlineData("<tool_call>\n{\"name\": \"f\", \"arguments\": {\"x\": ", "<tool_call>\n{\"name\": \"f\", \"arguments\": {\"x\": ")]
    [InlineData("1 < 2 <tool", "1 < 2 <tool")]
    public void What_is_no_call_is_text_and_never_lost(string output, string text)
    {
        for (int size = 1; size < 20; size++)
        {
            List<OutputPart> parts = Parse(new ChatOutputParser("", ToolCallForm.Json, OutputGoldens.Tools), output, size);

            Assert.Equal(text, string.Concat(parts.Cast<OutputPart.Text>().Select(static p => p.Content)));
        }
    }

    [Fact]
    public void A_whole_call_left_open_counts() =>
        Assert.Equal("now", Assert.IsType<OutputPart.Call>(Assert.Single(Parse(new ChatOutputParser("", ToolCallForm.Json, OutputGoldens.Tools), "<tool_call>\n{\"name\": \"now\"}\n", 3))).Name);

    [Fact]
    public void A_closing_tag_in_an_argument_does_not_end_the_call()
    {
        OutputPart.Call call = Assert.IsType<OutputPart.Call>(Assert.Single(Parse(
            new ChatOutputParser("", ToolCallForm.Json, OutputGoldens.Tools), "<tool_call>\n{\"name\": \"f\", \"arguments\": {\"x\": \"a</tool_call>b\"}}\n</tool_call>", 5)));

        Assert.Equal("a</tool_call>b", ((JsonElement)call.Arguments["x"]!).GetString());
    }

    [Fact]
    public void An_unclosed_thought_is_all_thought_and_no_call_in_it_counts() =>
        Assert.All(Parse(new ChatOutputParser("<think>\n", ToolCallForm.Json, OutputGoldens.Tools), "hm <tool_call>\n{\"name\": \"now\"}\n</tool_call>", 4), static p => Assert.IsType<OutputPart.Thought>(p));

    [Fact]
    public void A_function_without_its_tag_is_a_call_where_tools_were_offered()
    {
        List<OutputPart> parts = Parse(new ChatOutputParser("", ToolCallForm.Xml, OutputGoldens.Tools), "So:\n<function=get_weather>\n<parameter=city>\nBonn\n</parameter>\n</function>\n</tool_call>", 3);

        Assert.Equal("So:", string.Concat(parts.OfType<OutputPart.Text>().Select(static p => p.Content)));
        Assert.Equal("Bonn", Assert.Single(parts.OfType<OutputPart.Call>()).Arguments["city"]);
    }

    private static List<OutputPart> Parse(ChatOutputParser parser, string output, int size)
    {
        List<OutputPart> parts = [];
        for (int i = 0; i < output.Length; i += size)
        {
            parts.AddRange(parser.Add(output.Substring(i, Math.Min(size, output.Length - i))));
        }

        parts.AddRange(parser.Flush());
        return parts;
    }

    private static string? Mismatch(JsonElement item, ToolSchemas tools, int size)
    {
        string output = item.GetProperty("output").GetString()!;
        ChatOutputParser parser = new(item.GetProperty("prompt_tail").GetString()!, OutputGoldens.Form(item), tools);
        List<OutputPart> parts = Parse(parser, output, size == 0 ? Math.Max(output.Length, 1) : size);
        JsonObject got = new()
        {
            ["reasoning"] = Joined(parts.OfType<OutputPart.Thought>().Select(static p => p.Content)),
            ["content"] = Joined(parts.OfType<OutputPart.Text>().Select(static p => p.Content)),
            ["tool_calls"] = new JsonArray([.. parts.OfType<OutputPart.Call>().Select(static c => new JsonObject
            {
                ["name"] = c.Name,
                ["arguments"] = new JsonObject(c.Arguments.Select(static a => KeyValuePair.Create(a.Key, a.Value switch
                {
                    null => null,
                    string text => JsonValue.Create(text),
                    object element => JsonNode.Parse(((JsonElement)element).GetRawText()),
                }))),
            })]),
        };
        JsonNode expected = JsonNode.Parse(item.GetProperty("expected").GetRawText())!;
        return JsonNode.DeepEquals(expected, got) ? null : $"{item.GetProperty("name")}: {output}\nwanted {expected.ToJsonString()}\ngot {got.ToJsonString()}";
    }

    private static JsonValue? Joined(IEnumerable<string> pieces) => string.Concat(pieces) is { Length: > 0 } text ? JsonValue.Create(text) : null;
}
