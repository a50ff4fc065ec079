namespace Modelwright.IR;

/// <summary>Something to tell the user: which message, about which JSON pointer, with which words filled in. Place and wording are joined when it is shown.</summary>
internal sealed record CompilerMessage(MessageId Id, string Pointer, EquatableArray<string> Arguments);
