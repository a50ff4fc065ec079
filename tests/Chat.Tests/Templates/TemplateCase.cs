using Modelwright.Runtime;

namespace Modelwright.Chat.Tests;

/// <summary>A conversation and what Jinja writes for it, or how it fails.</summary>
internal sealed record TemplateCase(string Name, ChatTemplateInput Input, string? Rendered, string? ErrorKind, string? ErrorMessage)
{
    /// <summary>Why a template does not do the same; null where it does.</summary>
    public string? Mismatch(ChatTemplate template)
    {
        try
        {
            string text = template.Render(Input).Text;
            return text == Rendered ? null : $"{Name}: wanted {Rendered ?? ErrorKind}\ngot {text}";
        }
        catch (ChatTemplateException e)
        {
            bool expected = (ErrorKind, e) switch
            {
                ("raise_exception", ChatTemplateRefusedException) => e.Message == ErrorMessage,
                ("runtime", ChatTemplateRenderException) => true,
                ("continue_final_message", ConversationException) => true,
                _ => false,
            };
            return expected ? null : $"{Name}: wanted {Rendered ?? ErrorKind + " " + ErrorMessage}\ngot {e}";
        }
    }
}
