using System;

namespace Modelwright.Runtime;

/// <summary>How texts are taken through a head.</summary>
public sealed record HeadOptions
{
    /// <summary>Texts computed together at most; fewer where the class's project allows fewer. Default 8.</summary>
    public int BatchSize { get; init; } = 8;

    /// <summary>Whether special tokens' spellings in a text become those tokens. Default: no, a text is from outside.</summary>
    public bool AllowSpecialTokens { get; init; }

    /// <summary>Told after every batch how many texts are done.</summary>
    public IProgress<int>? Progress { get; init; }
}
