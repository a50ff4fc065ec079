using System;

namespace Modelwright.Fuzz;

/// <summary>Stands for messages: the compiler refuses a config by them, and not by an exception.</summary>
internal sealed class RefusedConfigException : Exception;
