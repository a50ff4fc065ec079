using System.Collections.Generic;
using System.Linq;
using Modelwright.Runtime.Templating;

namespace Modelwright.Runtime;

/// <summary>Several templates of one model: <c>default</c>, <c>tool_use</c>, <c>rag</c>.</summary>
internal sealed class NamedChatTemplates(string path, IReadOnlyDictionary<string, ChatTemplate> templates) : ChatTemplate
{
    /// <inheritdoc/>
    public override string Source => templates.TryGetValue("default", out ChatTemplate? template) ? template.Source : "";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names { get; } = [.. templates.Keys];

    internal override ChatTemplate Choose(ChatTemplateInput input)
    {
        string name = input.TemplateName ?? (input.Tools is not null && templates.ContainsKey("tool_use") ? "tool_use" : "default");
        return templates.TryGetValue(name, out ChatTemplate? template)
            ? template
            : throw new ChatTemplateNotFoundException(path, $"no template '{name}'", $"one of {string.Join(", ", Names.Select(static n => $"'{n}'"))}");
    }

    internal override void Run(TemplateVariables variables, TemplateOutput output) => throw new System.InvalidOperationException("one of the templates is chosen first");
}
