using System;

namespace Modelwright.Runtime;

/// <summary>A chat template cannot render this conversation: it adds text to none, calls what is not there, or works without end. The message is Python's where it has one.</summary>
public sealed class ChatTemplateRenderException(string message, Exception? innerException = null) : ChatTemplateException(message, innerException);
