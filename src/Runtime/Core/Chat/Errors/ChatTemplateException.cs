using System;

namespace Modelwright.Runtime;

/// <summary>Base of what can go wrong with a chat template.</summary>
public abstract class ChatTemplateException(string message, Exception? innerException = null) : ModelwrightException(message, innerException);
