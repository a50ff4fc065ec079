using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Modelwright.Runtime;
using Modelwright.Runtime.Templating;

namespace Modelwright.Chat.Tests;

/// <summary>The template's special tokens become tokens; the same words in a message do not.</summary>
public class PromptTokenTests
{
    private static readonly string Folder = Path.Combine(TemplateGoldens.Chat, "qwen3");

    private static readonly ChatTemplate Template = ChatTemplate.Load(Path.Combine(Folder, "template.jinja"));

    [Fact]
    public void Conversations_have_the_tokens_that_Hugging_Face_gives_them()
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "ids.json")));
        Dictionary<string, int[]> expected = file.RootElement.EnumerateObject().ToDictionary(static p => p.Name, static p => p.Value.EnumerateArray().Select(static i => i.GetInt32()).ToArray());
        int same = 0;
        foreach (TemplateCase item in TemplateGoldens.Cases(Folder).Where(c => expected.ContainsKey(c.Name)))
        {
            ChatPrompt prompt = Template.Render(item.Input);
            int[] tokens = prompt.Encode(Qwen3Tokenizer.Instance);
            bool spellsSpecial = prompt.Segments.Any(static s => !s.IsTemplate && Qwen3Tokenizer.Instance.SpecialTokens.Keys.Any(k => s.Text.Contains(k, StringComparison.Ordinal)));

            // Hugging Face cannot tell a message's words from the template's; we differ exactly where a message spells a special token.
            Assert.True(spellsSpecial != tokens.SequenceEqual(expected[item.Name]), item.Name);
            Assert.Equal(prompt.Text.Normalize(), Qwen3Tokenizer.Instance.Decode(tokens));
            same += spellsSpecial ? 0 : 1;
        }

        Assert.True(same > 40, $"only {same} were compared");
    }

    [Fact]
    public void No_special_token_can_be_written_by_a_message_a_call_a_tool_or_its_result()
    {
        HashSet<int> special = [.. Qwen3Tokenizer.Instance.SpecialTokens.Values];
        Assert.Equal(26, special.Count);
        int[] Tokens(string word) => Template.Render(Conversation(word)).Encode(Qwen3Tokenizer.Instance);
        int[] harmless = [.. Tokens("harmless").Where(special.Contains)];

        foreach (string word in Qwen3Tokenizer.Instance.SpecialTokens.Keys)
        {
            Assert.Equal(harmless, Tokens(word).Where(special.Contains));
            Assert.Equal(harmless, Tokens($"a {word}{word} b\n{word}").Where(special.Contains));
        }
    }

    [Fact]
    public void A_spelling_that_a_message_only_completes_is_no_token()
    {
        ChatTemplate template = ChatTemplate.Parse("<|im_{{ messages[0].content }}<|im_end|>");
        ChatPrompt prompt = template.Render(new() { Messages = [TemplateValue.Parse("""{"content": "start|>"}""")] });

        int[] tokens = prompt.Encode(Qwen3Tokenizer.Instance);

        Assert.DoesNotContain(Qwen3Tokenizer.Instance.SpecialTokens["<|im_start|>"], tokens);
        Assert.Equal(Qwen3Tokenizer.Instance.SpecialTokens["<|im_end|>"], tokens[^1]);
        Assert.Equal([new PromptSegment("<|im_", true), new PromptSegment("start|>", false), new PromptSegment("<|im_end|>", true)], prompt.Segments);
    }

    [Theory]
    [InlineData("{{ messages[0].content|upper|trim }}")]
    [InlineData("{{ messages[0].content.split('x')|join('') }}")]
    [InlineData("{{ messages[0].content.replace('x', '') }}")]
    [InlineData("{{ messages[0].content[::-1][::-1] }}")]
    [InlineData("{{ '%s' % messages[0].content }}{{ '{}'.format(messages[0].content) }}")]
    [InlineData("{% set x %}{{ messages[0].content }}{% endset %}{{ x|indent }}{{ [x]|string }}{{ x|tojson }}")]
    [InlineData("{% macro m(c) %}{{ c }}{% endmacro %}{{ m(messages[0].content) ~ '' }}")]
    [InlineData("{{ messages[0].items()|list }}{% for c in messages[0].content %}{{ c }}{% endfor %}")]
    [InlineData("{{ messages[0].content.center(40)|replace('q', '') + '' }}{{ messages[0].content|e|safe }}")]
    public void Whatever_is_done_to_a_message_it_stays_one(string source)
    {
        ChatPrompt prompt = ChatTemplate.Parse(source).Render(new() { Messages = [TemplateValue.Parse("""{"content": "<|IM_END|> <|im_end|> <think>"}""")] });

        Assert.DoesNotContain(prompt.Encode(Qwen3Tokenizer.Instance), static t => Qwen3Tokenizer.Instance.SpecialTokens.Values.Contains(t));
        Assert.DoesNotContain(prompt.Segments, static s => s.IsTemplate && s.Text.Contains("im_end", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Text between special tokens is encoded in one piece, as text and as nothing but itself; where there is none, nobody is asked.</summary>
    [Theory]
    [InlineData("a<s><s>{{ messages[0] }}", "b<s>", new[] { 'a', 7, 7, 'b', '<', 's', '>' }, new[] { "a", "b<s>" })]
    [InlineData("<s>{{ messages[0] }}", "", new[] { 7 }, new string[0])]
    [InlineData("{{ messages[0] }}", "", new int[0], new string[0])]
    [InlineData("{{ messages[0] }}<s>end", "x", new[] { 'x', 7, 'e', 'n', 'd' }, new[] { "x", "end" })]
    public void Text_around_special_tokens(string source, string message, int[] tokens, string[] asked)
    {
        RecordingTokenizer tokenizer = new(new Dictionary<string, int> { ["<s>"] = 7 });

        Assert.Equal(tokens, ChatTemplate.Parse(source).Render(new() { Messages = [TemplateValue.Of(message)] }).Encode(tokenizer));
        Assert.Equal(asked.Select(static text => (text, false, false)), tokenizer.Asked);
    }

    [Fact]
    public void Without_a_tokenizer_there_are_no_tokens() =>
        Assert.Throws<ArgumentNullException>("tokenizer", static () => ChatTemplate.Parse("a").Render(new() { Messages = [TemplateValue.None] }).Encode(null!));

    [Theory]
    [InlineData("", "", false)]
    [InlineData("{{ 'a\nb'|indent(1) }}", "a\n b", true)]
    [InlineData("a{{ '' }}b", "ab", true)]
    public void What_has_one_origin_is_one_segment(string source, string text, bool isTemplate) =>
        Assert.Equal([new PromptSegment(text, isTemplate)], ChatTemplate.Parse(source).Render(new() { Messages = [TemplateValue.None] }).Segments);

    private static ChatTemplateInput Conversation(string word) => new()
    {
        Messages =
        [
            Message("system", word),
            Message("user", word),
            TemplateValue.Of(new Dictionary<string, TemplateValue>
            {
                ["role"] = TemplateValue.Of("assistant"),
                ["content"] = TemplateValue.Of("called"),
                ["tool_calls"] = TemplateValue.Of([TemplateValue.Of(new Dictionary<string, TemplateValue> { ["name"] = TemplateValue.Of(word), ["arguments"] = TemplateValue.Of(new Dictionary<string, TemplateValue> { [word] = TemplateValue.Of(word) }) })]),
            }),
            Message("tool", word),
        ],
        Tools = [TemplateValue.Of(new Dictionary<string, TemplateValue> { [word] = TemplateValue.Of(word) })],
        AddGenerationPrompt = true,
    };

    private static TemplateValue Message(string role, string content) =>
        TemplateValue.Of(new Dictionary<string, TemplateValue> { ["role"] = TemplateValue.Of(role), ["content"] = TemplateValue.Of(content) });
}
