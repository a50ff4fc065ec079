using System;

namespace Modelwright.Runtime;

/// <summary>Base of every exception the runtime throws on purpose: each says what was found and what was wanted.</summary>
public class ModelwrightException(string message, Exception? innerException = null) : Exception(message, innerException);
