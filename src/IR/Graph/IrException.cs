using System;

namespace Modelwright.IR;

/// <summary>The compiler broke one of its own rules. Never the user's fault: those are messages.</summary>
internal sealed class IrException(string message) : Exception(message);
