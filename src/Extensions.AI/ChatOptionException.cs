using Modelwright.Runtime;

namespace Modelwright.Extensions.AI;

/// <summary>A request asks for something that this client does not do; nothing asked for is left out in silence.</summary>
public sealed class ChatOptionException(string option, string found, string wanted)
    : ModelwrightException($"The option '{option}' cannot be honoured: found {found}; wanted {wanted}.")
{
    /// <summary>The option, by its name in <c>ChatOptions</c>, or the kind of content.</summary>
    public string Option { get; } = option;

    /// <summary>What was found.</summary>
    public string Found { get; } = found;

    /// <summary>What was wanted.</summary>
    public string Wanted { get; } = wanted;
}
