using System;

namespace VerifyTests;

/// <summary>What was received is not what was verified. The message shows both.</summary>
internal sealed class VerifyException(string message) : Exception(message);
