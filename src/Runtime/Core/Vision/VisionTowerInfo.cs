using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>What a vision tower takes and gives; from <c>vision_config</c>.</summary>
/// <param name="Layers">Blocks (<c>depth</c>).</param>
/// <param name="HeadDim">Size of an attention head, a multiple of 4: a quarter each turns with a patch's row and column, twice.</param>
/// <param name="PatchLength">Numbers of a patch: channels · frames · side · side.</param>
/// <param name="PatchSize">Pixels along a side of a patch.</param>
/// <param name="MergeSize">Patches along a side that become one feature (<c>spatial_merge_size</c>).</param>
/// <param name="PositionSide">Side of the square table of positions (the root of <c>num_position_embeddings</c>).</param>
/// <param name="FeatureWidth">Numbers of a feature: the text tower's width (<c>out_hidden_size</c>).</param>
/// <param name="DeepStackLayers">Blocks after which features of a level are read (<c>deepstack_visual_indexes</c>), by the merger that reads them; empty without DeepStack.</param>
public sealed record VisionTowerInfo(
    int Layers, int HeadDim, int PatchLength, int PatchSize, int MergeSize, int PositionSide, int FeatureWidth, IReadOnlyList<int> DeepStackLayers)
{
    /// <summary>Patches that become one feature.</summary>
    public int Merged => MergeSize * MergeSize;

    /// <summary>The DeepStack merger that reads after a block; null where none does.</summary>
    internal int? MergerAfter(int layer)
    {
        for (int merger = 0; merger < DeepStackLayers.Count; merger++)
        {
            if (DeepStackLayers[merger] == layer)
            {
                return merger;
            }
        }

        return null;
    }

    /// <summary>The level of what is read after a block: levels are counted in the order of the blocks, whatever the list's.</summary>
    internal int LevelAfter(int layer) => DeepStackLayers.Count(other => other < layer);
}
