namespace Modelwright.Fuzz;

/// <summary>Ways to change a file.</summary>
internal enum EditKind
{
    /// <summary>One byte becomes another.</summary>
    Byte,

    /// <summary>The number nearest to the place becomes one that is hard to hold.</summary>
    Number,

    /// <summary>The JSON value nearest to the place becomes another kind of value.</summary>
    Value,

    /// <summary>The text in quotes nearest to the place becomes another of the file's.</summary>
    Text,

    /// <summary>A piece is taken out.</summary>
    Cut,

    /// <summary>A piece stands twice.</summary>
    Repeat,

    /// <summary>Nothing follows.</summary>
    End,

    /// <summary>A beginning of deep nesting is put in.</summary>
    Nest,
}
