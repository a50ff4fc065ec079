using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Modelwright.Runtime;
using Modelwright.Runtime.Templating;

namespace Modelwright.Chat.Tests;

/// <summary>What is done around a template: variables, last messages to continue, and conversations that no template can render.</summary>
public class RenderedConversationTests
{
    /// <summary>The prompt ends where the last message's text does; its blanks stay unless the template strips them.</summary>
    [Theory]
    [InlineData("{{ messages[0].content }}!", "\"hi \"", "hi ")]
    [InlineData("{{ messages[0].content }}", "\"\"", "")]
    [InlineData("  {{ messages[0].content|trim }}", "\"  hi\"", "  hi")]
    [InlineData("{{ messages[0].content.split()|join(' ') }}", "\"  hi   \"", "hi")]
    [InlineData("{% for part in messages[0].content %}{{ part.text }}|{% endfor %}", """[{"text": "a"}]""", "a")]
    [InlineData("{% for part in messages[0].content %}{{ part.text }}|{% endfor %}", """[{"text": "a"}, {"text": "b"}]""", "a|b")]
    [InlineData("{% for part in messages[0].content %}{{ part.text }}|{% endfor %}", """[{"type": "image"}, {"text": "a"}, {"text": 5}, "x"]""", "|a")]
    public void The_last_message_is_continued(string source, string content, string expected) =>
        Assert.Equal(expected, ChatTemplate.Parse(source).Render(Continued($$"""{"content": {{content}}}""")).Text);

    /// <summary>Of a text that stands in the prompt twice, the first keeps the mark, as it does for Hugging Face; the template has not written it.</summary>
    [Fact]
    public void The_mark_is_part_of_the_message() => Assert.Equal(
        [new PromptSegment("hiCONTINUE_FINAL_MESSAGE_TAG hi", IsTemplate: false)],
        ChatTemplate.Parse("{{ messages[0].content }}{{ messages[0].content }}").Render(Continued("""{"content": "hi"}""")).Segments);

    [Theory]
    [InlineData("""{"content": null}""", "a last message without text", "text to continue")]
    [InlineData("""{"role": "user"}""", "a last message without text", "text to continue")]
    [InlineData("""{"content": []}""", "a last message without text", "text to continue")]
    [InlineData("""{"content": [{"type": "image"}, {"text": 5}, "x"]}""", "a last message without text", "text to continue")]
    [InlineData("\"hi\"", "a last message that is str", "a mapping")]
    [InlineData("""{"content": "hi"}""", "a template that rewrites the last message", "one that writes it as it is; continue by another way")]
    public void Nothing_else_is(string message, string found, string wanted) => AssertRefused(ChatTemplate.Parse("x"), Continued(message), found, wanted);

    [Fact]
    public void A_message_is_not_both_continued_and_answered() => AssertRefused(
        ChatTemplate.Parse("{{ messages[0].content }}"),
        Continued("""{"content": "hi"}""") with { AddGenerationPrompt = true },
        "both a generation prompt and a final message to continue",
        "one of the two");

    [Theory]
    [InlineData("x", false)]
    [InlineData("x", true)]
    [InlineData("{{ messages[0].content }}", false)]
    public void There_must_be_a_message(string source, bool isContinued) =>
        AssertRefused(ChatTemplate.Parse(source), new() { Messages = [], ContinueFinalMessage = isContinued }, "no messages", "one or more");

    [Fact]
    public void A_template_may_say_in_its_own_words_that_there_must_be_one() => Assert.Equal(
        "say something",
        Assert.Throws<ChatTemplateRefusedException>(static () => ChatTemplate.Parse("{{ raise_exception('say something') }}").Render(new() { Messages = [] })).Message);

    [Fact]
    public void Documents_and_tools_are_none_unless_there_are_some()
    {
        ChatTemplate template = ChatTemplate.Parse("{{ documents }}{{ tools }}");
        ChatTemplateInput input = new() { Messages = [TemplateValue.None] };

        Assert.Equal("NoneNone", template.Render(input).Text);
        Assert.Equal("[1][2]", template.Render(input with { Documents = [TemplateValue.Of(1)], Tools = [TemplateValue.Of(2)] }).Text);
    }

    /// <summary>One template is itself; others are chosen by name.</summary>
    [Fact]
    public void A_model_class_has_one_template_or_several()
    {
        ChatTemplate one = ChatTemplate.Parse("one {{ bos_token }}");
        ChatTemplate rag = ChatTemplate.Parse("rag {{ bos_token }}");
        Dictionary<string, string> tokens = new() { ["bos_token"] = "<s>" };
        ChatTemplateInput input = new() { Messages = [TemplateValue.None], TemplateName = "rag" };

        Assert.Same(one, CompiledChatTemplate.Create(new Dictionary<string, ChatTemplate> { ["default"] = one }, tokens));
        Assert.Equal(["rag"], CompiledChatTemplate.Create(new Dictionary<string, ChatTemplate> { ["rag"] = rag }, tokens).Names);
        ChatTemplate several = CompiledChatTemplate.Create(new Dictionary<string, ChatTemplate> { ["default"] = one, ["rag"] = rag }, tokens);
        Assert.Equal("rag <s>", several.Render(input).Text);
        Assert.Equal("one <s>", several.Render(input with { TemplateName = null }).Text);
    }

    /// <summary>Where little of the thread's stack is left, that is said, and the process goes on.</summary>
    [Fact]
    public void Without_a_stack_nothing_is_parsed_or_rendered()
    {
        ChatTemplateInput input = new() { Messages = [TemplateValue.None] };
        ChatTemplate template = ChatTemplate.Parse("{{ (1) }}");
        Assert.Equal("1", template.Render(input).Text);

        ChatTemplateRenderException render = Assert.IsType<ChatTemplateRenderException>(ThrownWithLittleStack(() => template.Render(input)));
        ChatTemplateSyntaxException syntax = Assert.IsType<ChatTemplateSyntaxException>(ThrownWithLittleStack(static () => ChatTemplate.Parse("{{ (1) }}", "t.jinja")));

        Assert.Equal("The template calls itself too deep.", render.Message);
        Assert.IsType<InsufficientExecutionStackException>(render.InnerException);
        Assert.Equal((1, 1), (syntax.Line, syntax.Column));
        Assert.Contains("the template is nested too deep", syntax.Message, StringComparison.Ordinal);
    }

    private static Exception? ThrownWithLittleStack(Action action)
    {
        Exception? thrown = null;
        Thread thread = new(() => Descend(() => thrown = Record.Exception(action)), maxStackSize: 1 << 19);
        thread.Start();
        thread.Join();
        return thrown;
    }

    /// <returns>How deep it went, so that the calls stay calls.</returns>
    private static int Descend(Action action)
    {
        if (RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return 1 + Descend(action);
        }

        action();
        return 0;
    }

    private static ChatTemplateInput Continued(string message) => new() { Messages = [TemplateValue.Parse(message)], ContinueFinalMessage = true };

    private static void AssertRefused(ChatTemplate template, ChatTemplateInput input, string found, string wanted)
    {
        ConversationException e = Assert.Throws<ConversationException>(() => template.Render(input));

        Assert.Equal((found, wanted), (e.Found, e.Wanted));
    }
}
