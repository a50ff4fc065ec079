using System;
using Modelwright.IR;
using Modelwright.IR.Tests;

namespace Modelwright.Backends.Tests;

/// <summary>How each way to make a weight is written, and that only those functions are there that a manifest calls: C# warns of others.</summary>
public class WeightManifestTextTests
{
    private static readonly WeightSource Whole = WeightSource.Whole("whole", [8, 4]);

    [Fact]
    public void A_whole_tensor_needs_no_other_function()
    {
        string text = Text(Whole with { Blocks = [RowBlock.Run(0, 3, 8)] });

        Assert.Contains("From(Whole(\"whole\", [8, 4], toRow: 3)),", text);
        Assert.All((string[])["Flat", "Transpose", "Part", "Wide", "Each"], name => Assert.DoesNotContain(name + "(", text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_flat_tensor()
    {
        string text = Text(WeightSource.Flat("flat", [8, 2, 2]), Whole);

        Assert.Contains("From(Flat(\"flat\", [8, 2, 2]),", text);
        Assert.Contains(" Flat(string key, global::Modelwright.Contract.EquatableArray<int> shape) => global::Modelwright.Contract.WeightSource.Flat(key, shape);\n", text);
    }

    [Fact]
    public void A_transposed_tensor_whole_and_in_part()
    {
        WeightSource transposed = WeightSource.Transpose("turned", [2, 3, 4]);
        string text = Text(transposed, transposed with { Blocks = [RowBlock.Run(2, 0, 6)] }, Whole);

        Assert.Contains("From(Transpose(\"turned\", [2, 3, 4]),\n", text);
        Assert.Contains("Transpose(\"turned\", [2, 3, 4],\n", text);
        Assert.Contains(" [new(SourceStart: 2, SourceStride: 0, TargetStart: 0, TargetStride: 0, Rows: 6, Blocks: 1)]),\n", text);
        Assert.Contains(" Transpose(string key, ", text);
        Assert.Contains("WeightSource.Transpose(key, shape) is var whole && blocks.Length == 0 ? whole : whole with { Blocks = blocks };\n", text);
        Assert.DoesNotContain("Part(", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Experts_whose_rows_are_apart_need_no_parts()
    {
        string text = Text(WeightSource.EachExpert("e.{expert}", [2, 4], experts: 3, rowStride: 2));

        Assert.Contains("From(Each(\"e.{expert}\", [2, 4], experts: 3, toRow: 0, stride: 2, rowStride: 2)),", text);
        Assert.DoesNotContain("Part(", text, StringComparison.Ordinal);
    }

    /// <summary>A class without a head of its own has no weights for one.</summary>
    [Fact]
    public void Slots_of_the_head()
    {
        Assert.Contains("return new(slots, IgnoredKeys: []) { HeadSlots = [\"head\"] };", Text(Whole));
        Assert.Contains("return new(slots, IgnoredKeys: []);", Emit(TinySpecs.Dense with { Head = Head.Model }, Whole));
    }

    [Fact]
    public void A_name_stands_for_one_weight()
    {
        Tower text = ModelLowering.Lower(TinySpecs.Dense).Text;
        Block other = text.Kinds[1] with
        {
            Body = text.Kinds[1].Body.Rewrite(static (node, inputs, b) => b.Add(
                node.Op is Weight { Slot: { Name: "down" } down } ? new Weight(down with { Alternatives = [WeightAlternative.Of(WeightSource.Whole("other", [72, 50]))] }) : node.Op, node.Origin, inputs)),
        };

        Assert.Equal("two weights are called down", Assert.Throws<IrException>(() => WeightTable.Of([text with { Kinds = [text.Kinds[0], other] }])).Message);
    }

    private static string Text(params WeightSource[] sources) => Emit(TinySpecs.Dense, sources);

    private static string Emit(ModelSpec spec, params WeightSource[] sources) => WeightManifestText.Emit(
        new ModelJob("Generated", "Model", "public", "config.json", spec), new WeightTable([WeightSlot.Matrix("w", 8, 4, [.. sources])])).Text;
}
