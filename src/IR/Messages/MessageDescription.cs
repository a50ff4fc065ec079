namespace Modelwright.IR;

/// <summary>One entry of the <see cref="MessageCatalog"/>. <paramref name="Format"/> is a composite format string, filled with a message's arguments.</summary>
internal sealed record MessageDescription(
    MessageId Id,
    string Code,
    string Title,
    string Format,
    MessageSeverity Severity,
    MessagePlace Place);

/// <summary>Whether the model is still generated, and whether the message is shown unasked.</summary>
internal enum MessageSeverity
{
    /// <summary>Shown where a project gives it a severity, and nowhere else.</summary>
    Information,

    Warning,
    Error,
}

/// <summary>Which part of what a message's pointer names is underlined.</summary>
internal enum MessagePlace
{
    /// <summary>The value; in the absence of the pointer, the nearest object around it.</summary>
    Value,

    /// <summary>The name before the colon.</summary>
    Name,

    /// <summary>The first character: for what an object lacks.</summary>
    Start,
}
