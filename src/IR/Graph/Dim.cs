using System.Globalization;

namespace Modelwright.IR;

/// <summary>A dimension: a number, or a number times a named unknown, or a part of that where rows are merged. No struct, as <see cref="ValueId"/>.</summary>
internal sealed record Dim(int Factor, Unknown Unknown = Unknown.None, int Divisor = 1)
{
    public static Dim Rows { get; } = new(1, Unknown.Rows);

    public static Dim Batch { get; } = new(1, Unknown.Batch);

    public static Dim Patches { get; } = new(1, Unknown.Patches);

    public bool IsKnown => Unknown == Unknown.None;

    public static implicit operator Dim(int value) => new(value);

    public static Dim operator *(Dim dim, int factor) => dim with { Factor = dim.Factor * factor };

    /// <summary>Exact for what the runtime lets in: patches come in whole blocks.</summary>
    public static Dim operator /(Dim dim, int divisor) => dim with { Divisor = dim.Divisor * divisor };

    public override string ToString()
    {
        string factor = Factor.ToString(CultureInfo.InvariantCulture);
        string part = Divisor == 1 ? "" : "/" + Divisor.ToString(CultureInfo.InvariantCulture);
        return (IsKnown ? factor : Factor == 1 ? Name(Unknown) : factor + "*" + Name(Unknown)) + part;
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
