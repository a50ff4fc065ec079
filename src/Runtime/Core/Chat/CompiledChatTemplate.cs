using System.Collections.Generic;
using Modelwright.Runtime.Templating;

namespace Modelwright.Runtime;

/// <summary>Base of the templates that are compiled into model classes.</summary>
public abstract class CompiledChatTemplate : ChatTemplate
{
    /// <summary>The template of a model class: the one there is, or a choice of several by name.</summary>
    /// <param name="templates">The templates by name.</param>
    /// <param name="specialTokens">Special tokens by variable.</param>
    public static ChatTemplate Create(IReadOnlyDictionary<string, ChatTemplate> templates, IReadOnlyDictionary<string, string> specialTokens)
    {
        ChatTemplate chosen = templates.Count == 1 && templates.TryGetValue("default", out ChatTemplate? only) ? only : new NamedChatTemplates("the model class", templates);
        chosen.SpecialTokens = specialTokens;
        return chosen;
    }

    /// <summary>Writes what the template writes for these variables.</summary>
    protected abstract void Write(TemplateVariables variables, TemplateOutput output);

    internal sealed override void Run(TemplateVariables variables, TemplateOutput output) => Write(variables, output);
}
