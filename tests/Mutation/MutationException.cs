using System;

namespace Modelwright.Mutation;

/// <summary>Nothing can be said, and why.</summary>
internal sealed class MutationException(string message) : Exception(message);
