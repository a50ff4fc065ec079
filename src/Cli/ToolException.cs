using System;

namespace Modelwright.Cli;

/// <summary>What was asked for cannot be done, for a reason that its words give.</summary>
internal sealed class ToolException(string message) : Exception(message);
