using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR.Tests;

public class VisionLoweringTests
{
    private static readonly Tower Tower = VisionLowering.Lower(TinyVision.Spec);

    [Fact]
    public void Every_block_keeps_the_rules()
    {
        foreach (Block block in Tower.Blocks)
        {
            GraphVerifier.Verify(block.Body, after: "lowering");
        }
    }

    [Fact]
    public void The_tower_is_made_of_blocks_that_are_stored_once()
    {
        Assert.Equal(("vision", 84, false), (Tower.Name, Tower.Width, Tower.Advances));
        Assert.Equal([0, 0, 0], Tower.Layers);
        Assert.Equal(["patches", "block", "features", "deepstack"], Tower.Blocks.Select(static block => block.Name));
        Assert.Equal(30, Tower.Exits[0].Width);
        Assert.Equal([2, 0], Tower.Taps[0].Layers);
        Assert.Empty(VisionLowering.Lower(TinyVision.WithoutDeepStack).Taps);
    }

    [Fact]
    public void The_stream_begins_with_positions_and_patches() => Assert.Equal(
        """
        %0 = parameter<patches>() : f32[patches, 216]
        %1 = parameter<taps>() : tap[patches, 4]
        %2 = weight<vision_positions>() : f32[25, 84]
        %3 = interpolated_embedding(%1, %2) : f32[patches, 84]
        %4 = weight<vision_patch>() : f32[84, 216]
        %5 = weight<vision_patch_bias>() : f32[84]
        %6 = linear(%0, %4, %5) : f32[patches, 84]
        %7 = add(%3, %6) : f32[patches, 84]
        return %7

        """,
        Tower.Entry.Body.ToString());

    [Fact]
    public void A_block_attends_within_frames_and_turns_whole_heads()
    {
        Graph body = Tower.Kinds[0].Body;
        Node attention = body.Nodes.Single(static node => node.Op is SegmentAttention);
        Assert.Equal("f32[patches, 7, 12]", attention.Type.ToString());
        Assert.All(attention.Inputs.Take(2), turned => Assert.Equal(new Rope(12), body.Define(turned).Op));
        Assert.Equal(ElementType.Position2D, body.TypeOf(body.Define(attention.Inputs[0]).Inputs[1]).Element);
        Assert.Equal(new Parameter(InputPort.Segments, TensorType.Of(ElementType.Segment, Dim.Patches)), body.Define(attention.Inputs[3]).Op);
    }

    /// <summary>DeepStack's mergers norm what is merged already, the last one norms patches; both have erf GELU whatever the blocks have.</summary>
    [Fact]
    public void Mergers_norm_on_their_own_side_of_merging()
    {
        Assert.Equal(["parameter", "layer_norm", "merge_rows", "linear", "activate", "linear"], Words(Tower.Exits[0]));
        Assert.Equal(["parameter", "merge_rows", "layer_norm", "linear", "activate", "linear"], Words(Tower.Taps[0].Block));
        Assert.Equal([Activation.Gelu, Activation.Gelu], Activations(Tower.Exits[0], Tower.Taps[0].Block));
        Assert.Equal([Activation.GeluTanh], Activations(Tower.Kinds[0]));
        Assert.Equal("f32[patches/4, 30]", Tower.Exits[0].Body.TypeOf(Tower.Exits[0].Body.Results[0]).ToString());
    }

    [Fact]
    public void Weights_are_the_checkpoints()
    {
        WeightSlot patch = Slots(Tower.Entry).Single(static slot => slot.Name == "vision_patch");
        WeightSource source = patch.Alternatives[0].Sources[0];
        Assert.Equal(("model.visual.patch_embed.proj.weight", 84, 216), (source.Key, source.Rows, source.Columns));
        Assert.Equal([84, 3, 2, 6, 6], source.Shape);
        Assert.Equal(
            [
                "model.visual.blocks.5.attn.proj.bias", "model.visual.blocks.5.attn.proj.weight", "model.visual.blocks.5.attn.qkv.bias", "model.visual.blocks.5.attn.qkv.weight",
                "model.visual.blocks.5.mlp.linear_fc1.bias", "model.visual.blocks.5.mlp.linear_fc1.weight", "model.visual.blocks.5.mlp.linear_fc2.bias", "model.visual.blocks.5.mlp.linear_fc2.weight",
                "model.visual.blocks.5.norm1.bias", "model.visual.blocks.5.norm1.weight", "model.visual.blocks.5.norm2.bias", "model.visual.blocks.5.norm2.weight",
            ],
            Keys(Tower.Kinds[0], layer: 5));
        Assert.Contains("model.visual.deepstack_merger_list.1.linear_fc2.weight", Keys(Tower.Taps[0].Block, layer: 1));
        Assert.Contains("model.visual.merger.norm.bias", Keys(Tower.Exits[0], WeightSlot.NoLayer));
    }

    [Fact]
    public void Matrices_keep_their_width_however_weights_are_stored()
    {
        WeightSource[] sources = [.. Tower.Blocks.SelectMany(Slots).Where(static slot => slot.Kind == WeightKind.Matrix).SelectMany(static slot => slot.Alternatives[0].Sources)];

        Assert.Equal(10, sources.Length); // patches, positions, four of a block, two of each merger
        Assert.All(sources, static source => Assert.True(source.Wide, source.Key));
    }

    private static IEnumerable<string> Words(Block block) => block.Body.Nodes.Where(static node => node.Op is not Weight).Select(static node => node.Op.Name);

    private static IEnumerable<Activation> Activations(params Block[] blocks) => blocks.SelectMany(static block => block.Body.Nodes).Select(static node => node.Op).OfType<Activate>().Select(static op => op.Function);

    private static IEnumerable<WeightSlot> Slots(Block block) => block.Body.Nodes.Select(static node => node.Op).OfType<Weight>().Select(static weight => weight.Slot);

    private static IEnumerable<string> Keys(Block block, int layer) =>
        Slots(block).SelectMany(slot => slot.Alternatives[0].Sources.SelectMany(source => source.KeysFor(layer))).Order(StringComparer.Ordinal);
}
