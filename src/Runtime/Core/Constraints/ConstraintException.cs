using System;

namespace Modelwright.Runtime;

/// <summary>A constraint on an answer cannot be held to: part of it is not enforced, contradicts itself, or allows nothing.</summary>
public sealed class ConstraintException(string place, string found, string wanted, Exception? innerException = null)
    : ModelwrightException($"The constraint cannot be enforced, at {place}: found {found}; wanted {wanted}.", innerException)
{
    /// <summary>Where: a pointer into the schema, or a place in the expression.</summary>
    public string Place { get; } = place;

    /// <summary>What was found.</summary>
    public string Found { get; } = found;

    /// <summary>What was wanted.</summary>
    public string Wanted { get; } = wanted;
}
