namespace Modelwright.Backends.Vulkan;

/// <summary>The forms in which a body is recorded.</summary>
internal enum RecordedFunction
{
    /// <summary>Entry and layers for one new row a sequence: rows are sequences.</summary>
    Decode,

    /// <summary>Entry and layers for many new rows.</summary>
    Prefill,

    /// <summary>An exit for the last column of each sequence.</summary>
    Last,

    /// <summary>An exit for a window of rows.</summary>
    All,

    /// <summary>Any part of a tower that sees: all rows at once, nothing remembered.</summary>
    Encode,
}
