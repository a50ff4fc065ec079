using System.Globalization;

namespace Modelwright.IR;

/// <summary>A dimension: a number, or a number times a named unknown.</summary>
internal readonly record struct Dim(int Factor, Unknown Unknown = Unknown.None)
{
    public static Dim Rows { get; } = new(1, Unknown.Rows);

    public static Dim Batch { get; } = new(1, Unknown.Batch);

    public bool IsKnown => Unknown == Unknown.None;

    public static implicit operator Dim(int value) => new(value);

    public static Dim operator *(Dim dim, int factor) => dim with { Factor = dim.Factor * factor };

    public override string ToString()
    {
        string factor = Factor.ToString(CultureInfo.InvariantCulture);
        return IsKnown ? factor : Factor == 1 ? Name(Unknown) : factor + "*" + Name(Unknown);
    }

    private static string Name(Unknown unknown) => unknown.ToString().ToLowerInvariant();
}

/// <summary>A size that is known only when the model runs.</summary>
internal enum Unknown
{
    None,

    /// <summary>Sequences that advance together.</summary>
    Batch,

    /// <summary>New tokens of each sequence in this call.</summary>
    Tokens,

    /// <summary>Batch times Tokens: activations are flattened to rows.</summary>
    Rows,

    /// <summary>Image or video patches.</summary>
    Patches,
}
