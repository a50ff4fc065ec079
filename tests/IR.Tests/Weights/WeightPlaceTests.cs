using System.Linq;

namespace Modelwright.IR.Tests;

/// <summary>Where checkpoints have weights, and in which shapes.</summary>
public sealed class WeightPlaceTests
{
    private const string Seeing = "model.language_model.";

    [Theory]
    [InlineData(false, "CausalLM", "model.")]
    [InlineData(false, "Model", "")]
    [InlineData(false, "QuestionAnswering", "transformer.")]
    [InlineData(true, "CausalLM", Seeing)]
    [InlineData(true, "Model", Seeing)]
    [InlineData(true, "QuestionAnswering", Seeing)]
    public void A_decoder_beside_a_tower_keeps_its_names_under_every_head(bool sees, string head, string decoder) =>
        Assert.Equal(decoder, (sees ? CheckpointLayout.Seeing : CheckpointLayout.Plain).For(Head.Named(head)!).Decoder);

    /// <summary>Twelve experts, 72 wide: where their matrices are square nobody could tell, and they are taken as they are.</summary>
    [Theory]
    [InlineData(false, 28, null, null)]
    [InlineData(true, 28, "12 72 56", "12 28 72")]
    [InlineData(true, 36, null, "12 36 72")]
    [InlineData(true, 72, "12 72 144", null)]
    public void Stacked_experts_may_be_transposed(bool transposes, int width, string? gateUp, string? down)
    {
        ExpertsSpec experts = TinySpecs.Next.Experts! with { Width = width };
        ModelSpec spec = TinySpecs.Next with { Experts = experts, Checkpoint = CheckpointLayout.Plain with { TransposesExperts = transposes } };

        Assert.Equal(gateUp, Transposed(MoeWeights.GateUp(spec, experts), "model.layers.{layer}.mlp.experts.gate_up_proj"));
        Assert.Equal(down, Transposed(MoeWeights.Down(spec, experts), "model.layers.{layer}.mlp.experts.down_proj"));
    }

    /// <summary>The shape in the file of the last way to have the weight, after one tensor each and all as they are; null where there is no such way.</summary>
    private static string? Transposed(WeightSlot slot, string key)
    {
        Assert.Equal(key, slot.Alternatives[1].Sources.Single().Key);
        if (slot.Alternatives.Count == 2)
        {
            return null;
        }

        WeightSource source = Assert.Single(slot.Alternatives[2].Sources);
        Assert.Equal((key, true), (source.Key, source.Transposed));
        return string.Join(' ', source.Shape);
    }
}
