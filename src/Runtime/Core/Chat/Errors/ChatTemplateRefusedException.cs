namespace Modelwright.Runtime;

/// <summary>A chat template refused the conversation by <c>raise_exception</c>. The message is the template's own.</summary>
public sealed class ChatTemplateRefusedException(string message) : ChatTemplateException(message);
