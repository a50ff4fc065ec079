using System.Linq;

namespace Modelwright.IR.Tests;

/// <summary>Each rule of a tower, broken once.</summary>
public class TowerVerifierTests
{
    private static readonly Tower Tower = VisionLowering.Lower(TinyVision.Spec);
    private static readonly Tower Wider = VisionLowering.Lower(TinyVision.Spec with { HiddenSize = 112 });

    [Fact]
    public void T1_layers_take_and_give_the_stream() => Breaks("T1", Tower with { Kinds = Wider.Kinds });

    [Fact]
    public void T1_every_layer_gives_what_it_takes()
    {
        // Takes the stream and gives another width.
        Block kind = Tower.Kinds[0];
        ValueId narrow = kind.Body.Nodes.First(node => node.Type != kind.Body.TypeOf(kind.Body.Results[0])).Result;
        Breaks("T1", Tower with { Kinds = [kind with { Body = kind.Body with { Results = [narrow] } }] });
    }

    [Fact]
    public void T4_every_layer_of_a_tap_is_one() => Breaks("T4", Tower with { Taps = [Tower.Taps[0] with { Layers = [1, 3] }] });

    [Fact]
    public void T4_taps_may_read_in_any_order() => TowerVerifier.Verify(Tower with { Taps = [Tower.Taps[0] with { Layers = [2, 0] }] });

    [Fact]
    public void A_block_without_a_stream_is_a_broken_rule() => Breaks("T2", Tower with { Exits = [Tower.Entry with { Name = "no stream" }] });

    [Fact]
    public void T2_exits_take_the_stream() => Breaks("T2", Tower with { Exits = Wider.Exits });

    [Fact]
    public void T2_taps_take_the_stream() => Breaks("T2", Tower with { Taps = Wider.Taps });

    [Fact]
    public void T3_a_layer_is_of_a_kind() => Breaks("T3", Tower with { Layers = [0, 1, 0] });

    [Fact]
    public void T4_a_tap_reads_after_a_layer() => Breaks("T4", Tower with { Taps = [Tower.Taps[0] with { Layers = [3] }] });

    [Fact]
    public void T4_a_tap_reads_once() => Breaks("T4", Tower with { Taps = [Tower.Taps[0] with { Layers = [1, 1] }] });

    [Fact]
    public void T5_blocks_have_names() => Breaks("T5", Tower with { Exits = [.. Tower.Exits, Tower.Exits.Single()] });

    private static void Breaks(string rule, Tower tower)
    {
        IrException error = Assert.Throws<IrException>(() => TowerVerifier.Verify(tower));
        Assert.StartsWith(rule + ":", error.Message, System.StringComparison.Ordinal);
    }
}
