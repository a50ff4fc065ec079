namespace Modelwright.Chat.Tests;

/// <summary>What can be done with a scripted session.</summary>
internal enum ScriptedStates
{
    /// <summary>Nothing but to begin anew.</summary>
    Opaque,

    /// <summary>Keys and values: cut anywhere, and copied.</summary>
    Attention,

    /// <summary>States that columns change for good: there are snapshots.</summary>
    Recurrent,
}
