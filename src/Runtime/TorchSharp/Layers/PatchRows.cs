using System.Collections.Generic;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>Where the patches of a pass lie.</summary>
/// <param name="TapRows">Rows of the table of positions, four a patch: int64 [patches * 4].</param>
/// <param name="TapWeights">Their weights, float32 [patches, 1, 4].</param>
/// <param name="Runs">Frames that follow each other and are of one size, together all patches.</param>
internal sealed record PatchRows(Tensor TapRows, Tensor TapWeights, IReadOnlyList<FrameRows> Runs);

/// <summary>Frames of one size.</summary>
/// <param name="First">The first patch.</param>
/// <param name="Frames">How many.</param>
/// <param name="Patches">Patches of each.</param>
internal readonly record struct FrameRows(int First, int Frames, int Patches);
