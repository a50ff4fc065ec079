using System.Linq;
using System.Threading;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;
using Modelwright.IR.Tests;

namespace Modelwright.Backends.Tests;

/// <summary>What is said of a model only where it differs from the usual: fewer rows a call, an order of columns, workgroups that share heads.</summary>
public class DefinitionTextTests
{
    /// <summary>31 experts a token leave 32,768 rows a call, which is what the runtime assumes; 32 leave half of them.</summary>
    [Theory]
    [InlineData(31, null)]
    [InlineData(32, "16384")]
    public void Calls_of_many_experts_have_fewer_rows(int perToken, string? rows)
    {
        string text = Definition(TinySpecs.Next with { Experts = TinySpecs.Next.Experts! with { Count = 64, PerToken = perToken } });

        if (rows is null)
        {
            Assert.DoesNotContain("MaxRows", text);
        }
        else
        {
            Assert.Contains($"        MaxRows = {rows},\n", text);
        }
    }

    [Fact]
    public void A_checkpoint_that_may_have_an_order_names_the_kernel_for_it()
    {
        Assert.Contains(
            "        // A checkpoint may have columns that share scales with others than their neighbours: inputs are brought into the order in which such a matrix is kept.\n        Reorder = Kernel.Reorder,\n",
            Definition(TinySpecs.Dense with { ReordersColumns = true }));
        Assert.DoesNotContain("Reorder", Definition(TinySpecs.Dense));
    }

    /// <summary>64 query heads of 128 on a key/value head are two workgroups'.</summary>
    [Theory]
    [InlineData(4, 2, "Config.KeyValueHeads")]
    [InlineData(64, 1, "2 * Config.KeyValueHeads")]
    [InlineData(128, 2, "2 * Config.KeyValueHeads")]
    public void Decode_attention_has_a_workgroup_or_more_for_a_key_value_head(int heads, int keyValueHeads, string groups)
    {
        AttentionSpec attention = TinySpecs.Dense.Attention with { Heads = heads, KeyValueHeads = keyValueHeads, HeadDim = 128 };
        Assert.Contains($", AttentionGroups: {groups})]", Definition(TinySpecs.Dense with { Attention = attention, Rope = new RopeSpec.Default(128, 10_000f) }));
    }

    [Fact]
    public void A_model_of_linear_attention_alone_has_none() =>
        Assert.Contains(", AttentionGroups: 0, RouterLogits: ", Definition(TinySpecs.Next with { Layers = [TinySpecs.Next.Layers[0]] }));

    /// <summary>The config is the first tower's: another's heads are numbers, even where they are as many.</summary>
    [Fact]
    public void A_second_tower_does_not_refer_to_the_config()
    {
        string text = DefinitionText.Emit(Job(TinySpecs.Dense), ModelPlanner.Plan(SecondTower.Beside(TinySpecs.Dense), CancellationToken.None)).Text;

        Assert.Contains("Residual: Buffer.X, AttentionGroups: Config.KeyValueHeads)", text);
        Assert.Contains("Residual: Buffer.SideX, AttentionGroups: 2)", text);
    }

    private static string Definition(ModelSpec spec) => DefinitionText.Emit(Job(spec), Emitted.Plan(spec)).Text;

    private static ModelJob Job(ModelSpec spec) => new("Generated", "Model", "public", "config.json", spec);
}
