namespace Modelwright.Runtime;

/// <summary>What becomes of the matches of a <c>Split</c>, by Hugging Face's names.</summary>
internal enum SplitBehavior
{
    /// <summary>Dropped.</summary>
    Removed,

    /// <summary>Words of their own.</summary>
    Isolated,

    /// <summary>The end of the word before.</summary>
    MergedWithPrevious,

    /// <summary>The beginning of the word behind.</summary>
    MergedWithNext,

    /// <summary>Words of their own, those in a row together.</summary>
    Contiguous,
}
