using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR.Tests;

public class ModelLoweringTests
{
    public static TheoryData<string> Specs => ["dense", "next", "split"];

    [Theory]
    [MemberData(nameof(Specs))]
    public void Every_block_keeps_the_rules(string name)
    {
        Module module = ModelLowering.Lower(Spec(name));
        foreach (Block block in module.Towers.SelectMany(static tower => tower.Blocks))
        {
            GraphVerifier.Verify(block.Body, after: "lowering");
        }
    }

    [Fact]
    public void A_layer_kind_is_stored_once_and_widths_are_the_towers()
    {
        Module module = ModelLowering.Lower(TinySpecs.Next);

        Assert.Equal(["linear_attention_experts", "full_attention_experts"], module.Text.Kinds.Select(static b => b.Name));
        Assert.Equal([0, 1, 0], module.Text.Layers);
        Assert.Equal([0, 2], module.Text.LayersOf(0));
        Assert.Equal((72, 131), (module.Text.Width, module.Text.Exits[0].Width));
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void Every_row_of_a_slot_is_filled_once_and_every_source_row_is_used_once(string name)
    {
        Module module = ModelLowering.Lower(Spec(name));
        IEnumerable<WeightSlot> slots = module.Towers.SelectMany(static tower => tower.Blocks)
            .SelectMany(static b => b.Body.Nodes).Select(static n => n.Op).OfType<Weight>().Select(static w => w.Slot).Distinct();
        foreach (WeightSlot slot in slots)
        {
            foreach (WeightAlternative alternative in slot.Alternatives)
            {
                AssertPermutation(slot, alternative);
            }
        }
    }

    [Fact]
    public void Equal_specs_lower_to_equal_modules() =>
        Assert.Equal(ModelLowering.Lower(TinySpecs.Next), ModelLowering.Lower(TinySpecs.Next with { }));

    [Fact]
    public void A_linear_attention_layer_reads_as_the_paper_does() => Assert.Contains(
        """
        %23 = delta_rule(%11, %14, %16, %22, %18) : f32[rows, 6, 12]
        """,
        ModelLowering.Lower(TinySpecs.Next).Text.Kinds[0].Body.ToString(),
        System.StringComparison.Ordinal);

    [Fact]
    public void Gates_of_the_delta_rule_stay_wide_however_they_are_stored()
    {
        Assert.Equal(["in_proj_b", "in_proj_a"], Wide("split"));
        Assert.Equal(["in_proj_ba"], Wide("next"));

        static IEnumerable<string> Wide(string name) => DeltaNetWeights.Projection(Spec(name), Spec(name).LinearAttention!).Alternatives
            .SelectMany(static alternative => alternative.Sources).Where(static source => source.Wide).Select(static source => source.Key.Split('.')[^2]);
    }

    [Fact]
    public void Comments_name_the_tensors_that_there_are()
    {
        Assert.Equal("in_proj_qkv, in_proj_z, in_proj_b, in_proj_a", DeltaNetWeights.ProjectionNames(Spec("split")));
        Assert.Equal("in_proj_qkvz, in_proj_ba", DeltaNetWeights.ProjectionNames(Spec("next")));
        Assert.Equal(["self_attn", "self_attn (sliding_window)"], Origins(TinySpecs.Dense));
        Assert.Equal([5], ModelLowering.Lower(TinySpecs.Dense).Text.Kinds.SelectMany(static kind => kind.Body.Nodes).Select(static node => node.Op).OfType<Attention>().Where(static op => op.Window is not null).Select(static op => op.Window!.Value));
        Assert.Equal("lm_head", HeadProduct.OfVocabulary(TinySpecs.Dense).Origin);
        Assert.Equal("lm_head (tie_word_embeddings)", HeadProduct.OfVocabulary(TinySpecs.Dense with { TiedEmbeddings = true }).Origin);
        Assert.Equal("score", HeadProduct.Of(TinySpecs.Dense, "score", 3, bias: false).Origin);
        Assert.Equal("score (id2label)", HeadProduct.Of(TinySpecs.Dense, "score", 3, bias: false, "id2label").Origin);
        Assert.Null(HeadProduct.Of(TinySpecs.Dense, "score", 3, bias: false).Bias);
        Assert.NotNull(HeadProduct.Of(TinySpecs.Dense, "score", 3, bias: true).Bias);

        static IEnumerable<string> Origins(ModelSpec spec) => ModelLowering.Lower(spec).Text.Kinds
            .SelectMany(static kind => kind.Body.Nodes).Where(static node => node.Op is Attention).Select(static node => node.Origin.Split('.')[^1]);
    }

    [Fact]
    public void Positions_have_three_numbers_where_frequencies_are_shared_out()
    {
        ModelSpec seeing = TinySpecs.Dense with { Rope = TinySpecs.Dense.Rope with { Sections = new RopeSections(2, 2, 1) } };
        Assert.All(Positions(TinySpecs.Dense), static type => Assert.Equal(ElementType.Position1D, type));
        Assert.All(Positions(seeing), static type => Assert.Equal(ElementType.Position3D, type));
        Assert.Equal(["rope_parameters"], Origins(TinySpecs.Dense));
        Assert.Equal(["rope_parameters (mrope_section)"], Origins(seeing));

        static IEnumerable<string> Origins(ModelSpec spec) => ModelLowering.Lower(spec).Text.Kinds
            .SelectMany(static kind => kind.Body.Nodes).Where(static node => node.Op is Rope).Select(static node => node.Origin).Distinct();

        static ElementType[] Positions(ModelSpec spec)
        {
            ElementType[] types = [.. ModelLowering.Lower(spec).Text.Kinds.SelectMany(static kind => kind.Body.Nodes).Where(static node => node.Op is Parameter { Port: InputPort.Positions }).Select(static node => node.Type.Element)];
            Assert.NotEmpty(types);
            return types;
        }
    }

    private static ModelSpec Spec(string name) => name switch
    {
        "dense" => TinySpecs.Dense,
        "split" => TinySpecs.Next with { Checkpoint = CheckpointLayout.Qwen3_5 },
        _ => TinySpecs.Next,
    };

    private static void AssertPermutation(WeightSlot slot, WeightAlternative alternative)
    {
        List<int> targets = [];
        foreach (WeightSource source in alternative.Sources)
        {
            List<int> used = [];
            for (int e = 0; e < System.Math.Max(1, source.Experts); e++)
            {
                used.Clear();
                foreach (RowBlock block in source.Blocks)
                {
                    for (int j = 0; j < block.Blocks; j++)
                    {
                        used.AddRange(Enumerable.Range(block.SourceStart + (j * block.SourceStride), block.Rows));
                        targets.AddRange(Enumerable.Range((e * block.ExpertTargetStride) + block.TargetStart + (j * block.TargetStride), block.Rows));
                    }
                }

                int rows = source.Shape.Count == 1 ? source.Shape[0] : source.Shape.Take(source.Shape.Count - 1).Aggregate(1, static (a, b) => a * b);
                Assert.Equal(Enumerable.Range(0, rows), used.Order());
            }
        }

        Assert.Equal(Enumerable.Range(0, slot.Rows), targets.Order());
    }
}
