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
