namespace Modelwright.Runtime;

/// <summary>Why generation ended.</summary>
public enum StopReason
{
    /// <summary>The caller stopped asking, or an exception came.</summary>
    Abandoned,

    /// <summary>The cancellation token.</summary>
    Cancelled,

    /// <summary>One of the end or stop tokens was chosen.</summary>
    EndToken,

    /// <summary>One of the stop strings was completed.</summary>
    StopString,

    /// <summary><see cref="GenerationSettings.MaxTokens"/> were generated.</summary>
    MaxTokens,

    /// <summary>The session is full.</summary>
    ContextFull,
}
