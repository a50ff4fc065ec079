using Modelwright.Runtime.Templating;

namespace Modelwright.Runtime;

/// <summary>Base of the templates that are compiled into model classes.</summary>
public abstract class CompiledChatTemplate : ChatTemplate
{
    /// <summary>Writes what the template writes for these variables.</summary>
    protected abstract void Write(TemplateVariables variables, TemplateOutput output);

    internal sealed override void Run(TemplateVariables variables, TemplateOutput output) => Write(variables, output);
}
