namespace Modelwright.Runtime;

/// <summary>Where a sequence of a batch stands, in columns of its own.</summary>
/// <param name="Past">Columns there are: the number of the first new one.</param>
/// <param name="First">The first that is no padding.</param>
/// <param name="End">The one behind the last that is no padding, new ones among them. It is <paramref name="Past"/> where the sequence has nothing new.</param>
public readonly record struct SequenceSpan(int Past, int First, int End);
