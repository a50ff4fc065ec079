namespace Modelwright.IR;

/// <summary>What became of a key.</summary>
/// <param name="Pointer">The key, as a JSON pointer.</param>
/// <param name="Fate">Whether it counts.</param>
/// <param name="Reason">Why it has no effect; empty where it has one.</param>
internal sealed record KeyUse(string Pointer, KeyFate Fate, string Reason)
{
    /// <summary>What counts for a key that is not in the file, as JSON: Hugging Face's default. Null where it is not one number or word.</summary>
    public string? Default { get; init; }
}

/// <summary>The ways in which a key is accounted for.</summary>
internal enum KeyFate
{
    /// <summary>Its value was read.</summary>
    Read,

    /// <summary>It is known, and not in the file: Hugging Face's default counts.</summary>
    Default,

    /// <summary>It has no effect on what is computed, for the reason given.</summary>
    Ignored,

    /// <summary>Nobody knows it.</summary>
    Unknown,
}
