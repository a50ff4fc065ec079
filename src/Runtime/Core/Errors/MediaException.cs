using System;

namespace Modelwright.Runtime;

/// <summary>Base of what can be wrong with a picture, a clip, or a prompt that holds them.</summary>
public class MediaException(string message, Exception? innerException = null) : ModelwrightException(message, innerException);
