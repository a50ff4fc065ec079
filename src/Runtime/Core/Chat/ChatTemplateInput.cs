using System;
using System.Collections.Generic;
using Modelwright.Runtime.Templating;

namespace Modelwright.Runtime;

/// <summary>What a template renders. Names and defaults are those of Hugging Face's <c>apply_chat_template</c>.</summary>
public sealed record ChatTemplateInput
{
    /// <summary>The messages: mappings with <c>role</c>, <c>content</c> and what else the template reads. At least one.</summary>
    public required IReadOnlyList<TemplateValue> Messages { get; init; }

    /// <summary>Tools as JSON schemas, <c>{"type": "function", "function": {…}}</c>; none is none, as for Hugging Face. Default none.</summary>
    public IReadOnlyList<TemplateValue>? Tools { get; init; }

    /// <summary>Documents for templates that take some. Default none.</summary>
    public IReadOnlyList<TemplateValue>? Documents { get; init; }

    /// <summary>Whether the prompt ends where the assistant begins to write. Default false.</summary>
    public bool AddGenerationPrompt { get; init; }

    /// <summary>Whether the prompt ends within the last message, for the model to go on with it. Default false.</summary>
    public bool ContinueFinalMessage { get; init; }

    /// <summary>Further variables, such as <c>enable_thinking</c>; what is not here is undefined, which templates tell from false. They win over special tokens.</summary>
    public IReadOnlyDictionary<string, TemplateValue> Variables { get; init; } = new Dictionary<string, TemplateValue>();

    /// <summary>Special tokens by variable. Default null: <see cref="ChatTemplate.SpecialTokens"/>.</summary>
    public IReadOnlyDictionary<string, string>? SpecialTokens { get; init; }

    /// <summary>Which of several templates; default null: <c>tool_use</c> if there are tools and such a template, else <c>default</c>.</summary>
    public string? TemplateName { get; init; }

    /// <summary>The clock behind <c>strftime_now</c>, which writes its local time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How much the template may do.</summary>
    public TemplateLimits Limits { get; init; } = new();
}
