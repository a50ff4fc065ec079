namespace Modelwright.IR;

/// <summary>
/// <c>mrope_section</c>: frequencies for time, height and width. They lie in turn (time, height, width, time, …): frequency j turns by the height where j is 1 mod 3 and below
/// 3 · <paramref name="Height"/>, by the width where it is 2 mod 3 and below 3 · <paramref name="Width"/>, else by the time (transformers: <c>apply_interleaved_mrope</c>).
/// </summary>
internal sealed record RopeSections(int Time, int Height, int Width);
