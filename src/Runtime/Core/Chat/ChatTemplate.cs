using System;
using System.Collections.Generic;
using Modelwright.Runtime.Templating;

namespace Modelwright.Runtime;

/// <summary>
/// Turns a conversation into the prompt its model was trained on, as Hugging Face's <c>apply_chat_template</c> does: Jinja with <c>trim_blocks</c> and
/// <c>lstrip_blocks</c> in an immutable sandbox. Compiled into a model class from the template beside its config, or interpreted from a checkpoint's files.
/// Thread-safe.
/// </summary>
public abstract class ChatTemplate
{
    /// <summary>The template's text; of several that of <c>default</c>, or empty where there is none.</summary>
    public abstract string Source { get; }

    /// <summary>Names of the templates there are; most models have one, <c>default</c>.</summary>
    public virtual IReadOnlyList<string> Names { get; } = ["default"];

    /// <summary>Special tokens of the tokenizer beside the template by variable, <c>bos_token</c> to its text; empty where the template came alone.</summary>
    public IReadOnlyDictionary<string, string> SpecialTokens { get; internal set; } = new Dictionary<string, string>();

    /// <summary>Reads the template of a checkpoint's folder, or of one file: <c>*.jinja</c>, <c>tokenizer_config.json</c> or <c>chat_template.json</c>.</summary>
    /// <remarks>
    /// In a folder, <c>chat_template.jinja</c> and <c>additional_chat_templates/*.jinja</c> win over <c>tokenizer_config.json</c>,
    /// and a processor's <c>chat_template.json</c> wins over both, as in transformers' <c>processing_utils.py</c>.
    /// </remarks>
    /// <exception cref="ChatTemplateNotFoundException">There is no template, or a file is not valid.</exception>
    /// <exception cref="ChatTemplateSyntaxException">The template is not in the language.</exception>
    public static ChatTemplate Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return ChatTemplateFiles.Load(path);
    }

    /// <summary>Reads the template of a checkpoint's folder, or gives <see langword="null"/> where there is none.</summary>
    /// <inheritdoc cref="Load" path="/exception"/>
    public static ChatTemplate? Find(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return ChatTemplateFiles.Find(folder);
    }

    /// <summary>A template from its text.</summary>
    /// <param name="source">The template.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="ChatTemplateSyntaxException">The template is not in the language, or names a filter or test that does not exist.</exception>
    public static ChatTemplate Parse(string source, string name = "chat_template.jinja")
    {
        ArgumentNullException.ThrowIfNull(source);
        return new InterpretedChatTemplate(source, name);
    }

    /// <summary>Renders a conversation.</summary>
    /// <exception cref="ChatTemplateRefusedException">The template refuses the conversation by <c>raise_exception</c>.</exception>
    /// <exception cref="ChatTemplateRenderException">The template fails on the conversation, or works without end.</exception>
    /// <exception cref="ConversationException">No template can render the conversation: it is empty, or its last message cannot be continued.</exception>
    public ChatPrompt Render(ChatTemplateInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return ConversationRenderer.Render(Choose(input), this, input);
    }

    /// <summary>The template for an input; of several, by name or by whether there are tools.</summary>
    internal virtual ChatTemplate Choose(ChatTemplateInput input) => input.TemplateName is null or "default"
        ? this
        : throw new ChatTemplateNotFoundException(input.TemplateName, "a model with one template", "no name, or 'default'");

    /// <summary>Writes the prompt.</summary>
    internal abstract void Run(TemplateVariables variables, TemplateOutput output);
}
