using System;
using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>A picture or a clip as a vision tower takes it.</summary>
/// <param name="Grid">How the patches lie.</param>
/// <param name="RowLength">Numbers of a patch: channels · frames · side · side.</param>
/// <param name="Patches">[patches, row length] of float32, <c>pixel_values</c>: blocks of merged patches row by row, within a block row by row; a row is (channel, frame, y, x).</param>
/// <param name="Timestamps">Seconds of each group of frames; empty for a picture.</param>
public sealed record VisionInput(PatchGrid Grid, int RowLength, ReadOnlyMemory<float> Patches, IReadOnlyList<double> Timestamps) : IMediaExtent;
