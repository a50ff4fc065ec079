using System;

namespace Microsoft.ML.Tokenizers;

/// <summary>A token and where it comes from.</summary>
public readonly struct EncodedToken
{
    public EncodedToken(int id, string value, Range offset)
    {
        Id = id;
        Value = value;
        Offset = offset;
    }

    public int Id { get; }

    /// <summary>As the vocabulary spells it.</summary>
    public string Value { get; }

    /// <summary>UTF-16 units of the normalised text; tokens that share a character share its place.</summary>
    public Range Offset { get; }
}
