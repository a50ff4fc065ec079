using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Runtime.Templating;
using Modelwright.Templates;

namespace Modelwright.Runtime;

/// <summary>What <c>apply_chat_template</c> does around the template itself.</summary>
internal static class ConversationRenderer
{
    /// <summary>Marks the end of a message that is to be continued; transformers' own word, so that templates do to it what they do there.</summary>
    private const string Tag = "CONTINUE_FINAL_MESSAGE_TAG ";

    public static ChatPrompt Render(ChatTemplate chosen, ChatTemplate owner, ChatTemplateInput input)
    {
        if (input.AddGenerationPrompt && input.ContinueFinalMessage)
        {
            throw new ConversationException("both a generation prompt and a final message to continue", "one of the two");
        }

        TemplateBudget budget = new(input.Limits);
        using TemplateBudget.Scope scope = budget.Enter();
        IReadOnlyList<TemplateValue> messages = input.Messages;
        string continued = "";
        if (input.ContinueFinalMessage && messages.Count > 0)
        {
            (MapValue last, continued) = Mark(messages[^1]);
            messages = [.. messages.Take(messages.Count - 1), last];
        }

        TemplateOutput output = new();
        try
        {
            chosen.Run(new TemplateVariables(Variables(owner, input, messages), () => input.Clock.GetLocalNow()), output);
        }
        catch (InsufficientExecutionStackException e)
        {
            throw new ChatTemplateRenderException("The template calls itself too deep.", e);
        }
        catch (ChatTemplateRenderException) when (messages.Count == 0)
        {
            // It is for want of messages, which is said below.
        }

        if (messages.Count == 0)
        {
            // After the template, which may refuse it in its own words.
            throw new ConversationException("no messages", "one or more");
        }

        StringValue text = output.ToValue();
        return new ChatPrompt(input.ContinueFinalMessage ? Cut(text, continued) : text);
    }

    private static Dictionary<string, TemplateValue> Variables(ChatTemplate owner, ChatTemplateInput input, IReadOnlyList<TemplateValue> messages)
    {
        Dictionary<string, TemplateValue> variables = new(StringComparer.Ordinal);
        foreach ((string name, string token) in input.SpecialTokens ?? owner.SpecialTokens)
        {
            variables[name] = TemplateValue.Trusted(token);
        }

        foreach ((string name, TemplateValue value) in input.Variables)
        {
            variables[name] = value;
        }

        variables["messages"] = TemplateValue.Of(messages);
        variables["tools"] = input.Tools is null ? TemplateValue.None : TemplateValue.Of(input.Tools);
        variables["documents"] = input.Documents is null ? TemplateValue.None : TemplateValue.Of(input.Documents);
        variables["add_generation_prompt"] = TemplateValue.Of(input.AddGenerationPrompt);
        return variables;
    }

    /// <summary>The last message with the tag behind its text, and that text.</summary>
    private static (MapValue Message, string Text) Mark(TemplateValue message)
    {
        MapValue map = message as MapValue ?? throw new ConversationException($"a last message that is {message.TypeName}", "a mapping");
        switch (map.Find("content"))
        {
            case StringValue text:
                return (map.With("content", Tagged(text)), text.Text);
            case ListValue parts:
                int index = Array.FindLastIndex(parts.Values, static p => (p as MapValue)?.Find("text") is StringValue);
                if (index < 0)
                {
                    break;
                }

                MapValue part = (MapValue)parts.Values[index];
                StringValue last = (StringValue)part.Find("text")!;
                TemplateValue[] changed = [.. parts.Values];
                changed[index] = part.With("text", Tagged(last));
                return (map.With("content", TemplateValue.Of(changed)), last.Text);
        }

        throw new ConversationException("a last message without text", "text to continue");
    }

    private static StringValue Tagged(StringValue text) => new OriginText().Append(text).Append(Tag, fromTemplate: false).ToValue();

    private static StringValue Cut(StringValue rendered, string continued)
    {
        string content = StringValue.Data(continued).Trim(characters: null, atStart: true, atEnd: true).Text;
        int tag = rendered.Text.LastIndexOf(Tag.TrimEnd(), StringComparison.Ordinal);
        if (tag < 0 || !rendered.Text.Contains(content, StringComparison.Ordinal))
        {
            throw new ConversationException("a template that rewrites the last message", "one that writes it as it is; continue by another way");
        }

        StringValue cut = rendered.Part(0, tag);
        bool keepsSpace = string.CompareOrdinal(rendered.Text, tag, Tag, 0, Tag.Length) == 0;
        return keepsSpace ? cut : cut.Trim(characters: null, atStart: false, atEnd: true);
    }
}
