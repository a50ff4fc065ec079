namespace Modelwright.Runtime;

/// <summary>How far a vision tower is.</summary>
/// <param name="Done">Patches times blocks that are computed.</param>
/// <param name="Total">Patches times blocks of the whole call.</param>
public readonly record struct VisionProgress(long Done, long Total);
