namespace Modelwright.Runtime;

/// <summary>A conversation cannot be rendered by any template: it is empty, or its last message cannot be continued.</summary>
public sealed class ConversationException(string found, string wanted) : ChatTemplateException($"The conversation cannot be rendered: found {found}; wanted {wanted}.")
{
    /// <summary>What was found.</summary>
    public string Found { get; } = found;

    /// <summary>What was wanted.</summary>
    public string Wanted { get; } = wanted;
}
