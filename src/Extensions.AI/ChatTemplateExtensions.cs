using System;
using System.Collections.Generic;
using Microsoft.Extensions.AI;
using Modelwright.Runtime;

namespace Modelwright.Extensions.AI;

/// <summary>Chat templates over the messages of <c>Microsoft.Extensions.AI</c>.</summary>
public static class ChatTemplateExtensions
{
    /// <summary>The prompt that a <see cref="ModelwrightChatClient"/> makes of a request: to look at, to count its tokens, or to train on.</summary>
    /// <param name="template">The model's template.</param>
    /// <param name="messages">The conversation.</param>
    /// <param name="options">Instructions, tools, reasoning and the template's variables; the rest is without effect here.</param>
    /// <exception cref="ChatOptionException">Something is asked for that the client does not do.</exception>
    /// <exception cref="ChatTemplateException">The template refuses the conversation, or fails on it.</exception>
    public static ChatPrompt Render(this ChatTemplate template, IEnumerable<ChatMessage> messages, ChatOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(messages);
        return template.Render(ChatRequest.Of(messages, options, options?.ModelId ?? "").Input);
    }
}
