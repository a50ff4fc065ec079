using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Modelwright.Backends.Cpu;
using Modelwright.IR;
using Modelwright.IR.Tests;

namespace Modelwright.Backends.Tests;

/// <summary>Where the CPU's values lie: apart while they are needed, in whole cache lines, and no wider than what lives at once.</summary>
public class ArenaPlanTests
{
    private static readonly Dictionary<string, Tower> Towers = new()
    {
        ["dense"] = ModelLowering.Lower(TinySpecs.Dense).Text,
        ["next"] = ModelLowering.Lower(TinySpecs.Next).Text,
        ["vision"] = VisionLowering.Lower(TinyVision.Spec),
    };

    public static TheoryData<string> Names => [.. Towers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_that_are_needed_at_once_lie_apart(string name)
    {
        Tower tower = CpuPipeline.Run(Towers[name], CancellationToken.None);
        ArenaPlan arena = new(tower);

        Assert.NotEmpty(arena.Buffers);
        Assert.Equal(arena.Buffers.Count, arena.Buffers.Select(static buffer => buffer.Name).Distinct().Count());
        Assert.All(arena.Buffers, buffer => Assert.True(buffer.Offset % 16 == 0 && buffer.Offset + PerRow(buffer) <= arena.Floats, buffer.ToString()));
        foreach (Block block in tower.Blocks)
        {
            (ScratchBuffer Buffer, int First, int Last)[] lives = [.. Lives(block, arena)];
            Assert.NotEmpty(lives);
            foreach ((ScratchBuffer buffer, int first, int last) in lives)
            {
                ArenaBuffer here = Place(arena, block, buffer);
                foreach ((ScratchBuffer other, int begin, int end) in lives.Where(life => life.Buffer != buffer && life.First <= last && first <= life.Last))
                {
                    ArenaBuffer there = Place(arena, block, other);
                    Assert.True(here.Offset + PerRow(here) <= there.Offset || there.Offset + PerRow(there) <= here.Offset, $"{block.Name}: {here} ({first} to {last}) and {there} ({begin} to {end})");
                }
            }
        }
    }

    /// <summary>The stream and two more, each in whole cache lines: no more is needed at once, since gates and ups are never written apart.</summary>
    [Fact]
    public void The_arena_of_a_dense_model_is_three_rows_wide()
    {
        ArenaPlan arena = new(CpuPipeline.Run(Towers["dense"], CancellationToken.None));

        Assert.Equal(3 * 80, arena.Floats);
        Assert.Equal([0, 80, 160], arena.Buffers.Select(static buffer => buffer.Offset).Distinct().Order());
        Assert.Equal(new ArenaBuffer("X", 0, 72, 1), arena.Buffers[0]);
        Assert.All(arena.Buffers, static buffer => Assert.Equal(1, buffer.Merged));
        Assert.Equal([40, 50, 72, 80], arena.Buffers.Select(static buffer => buffer.Width).Distinct().Order());
    }

    /// <summary>Values of one word in one block are numbered, and one of another width in another block has the block's name.</summary>
    [Fact]
    public void Values_of_one_word_are_told_apart()
    {
        Tower tower = CpuPipeline.Run(Towers["dense"], CancellationToken.None);
        Block twice = new("twice", "two products", Body(static (b, x) => b.Product(b.Odd(b.Product(b.Odd(x), 24, name: "one")), 72, name: "two")));
        ArenaPlan arena = new(tower with { Kinds = [.. tower.Kinds, twice] });

        Assert.Equal(["Sigmoid", "TwiceProjection", "Sigmoid2"], Lives(twice, arena).Where(life => life.Buffer != arena.ResidualBuffer).Select(life => arena.NameOf(twice, life.Buffer)).Distinct().Take(3));
    }

    /// <summary>An exit's result goes where the caller wants it: it has no place here, nor has what only its last column is taken of.</summary>
    [Fact]
    public void An_exits_result_is_not_in_the_arena()
    {
        Tower tower = CpuPipeline.Run(Towers["dense"], CancellationToken.None);
        ArenaPlan arena = new(tower);
        Block exit = tower.Exits[0];
        Assert.False(arena.ValuesOf(exit).IsScratch(exit.Body.Results[0]));
        Assert.True(ValueBuffers.IsOutput(exit.Body, exit.Body.Define(exit.Body.Results[0])));
        Assert.Equal(1, exit.Body.Nodes.Count(node => ValueBuffers.IsOutput(exit.Body, node)));
        Block layer = tower.Kinds[0];
        Assert.DoesNotContain(layer.Body.Nodes, node => ValueBuffers.IsOutput(layer.Body, node));
    }

    /// <summary>Merged rows lie where they lay; what is made of them has a part of its width for each row of the call, and is not the stream.</summary>
    [Fact]
    public void Merged_rows_stay_where_they_are()
    {
        Tower tower = CpuPipeline.Run(Towers["vision"], CancellationToken.None);
        ArenaPlan arena = new(tower);
        Block exit = tower.Exits[0];
        ValueBuffers values = arena.ValuesOf(exit);
        Node merged = exit.Body.Nodes.Single(static node => node.Op is MergeRows);
        Node hidden = exit.Body.Nodes.Single(static node => node.Op is LinearActivate);

        Assert.Equal(values[merged.Inputs[0]], values[merged.Result]);
        Assert.Equal(new RowShape(336, 4), values.ShapeOf(values[hidden.Result]));
        Assert.Equal(84 * sizeof(float), values[hidden.Result].Bytes);
        Assert.NotEqual(arena.ResidualBuffer, values[exit.Body.Results[0]]);
    }

    [Fact]
    public void What_an_entry_overwrites_is_the_stream()
    {
        GraphBuilder b = new();
        ValueId tokens = b.Add(new Parameter(InputPort.Patches, TensorType.Of(ElementType.F32, Dim.Patches, 84)));
        ValueId first = b.Product(tokens, 72, name: "one");
        ValueId weight = b.Add(new Weight(WeightSlot.Matrix("two", 72, 84, WeightSource.Whole("two", [72, 84]))));
        ValueId result = b.Add(new LinearAdd(), tokens, weight, first);
        ScratchBuffer stream = Works.Row("X", 72 * sizeof(float));
        ValueBuffers made = new(b.Build(result), stream, isEntry: true);
        Assert.Equal([stream, stream], [made[first], made[result]]);
        Assert.NotEqual(stream, new ValueBuffers(b.Build(result), stream, isEntry: false)[first]);
    }

    [Fact]
    public void A_tower_has_one_exit_and_its_layers_are_counted()
    {
        Module module = ModelLowering.Lower(TinySpecs.Dense);
        Tower tower = CpuPipeline.Run(Towers["dense"], CancellationToken.None);
        CpuPlan plan = CpuPlan.Of(module, tower);
        Assert.Same(tower.Exits[0], plan.Exit);
        Assert.Equal(["layer", "layer"], tower.Kinds.Select(plan.NumberOf));
        Assert.Null(plan.NumberOf(tower.Entry));
        Assert.Null(plan.NumberOf(tower.Exits[0]));
        Assert.Empty(plan.Transposed);
        CpuPlan two = CpuPlan.Of(module, tower with { Exits = [.. tower.Exits, tower.Exits[0] with { Name = "other" }] });
        Assert.Equal("2 exits; the CPU backend computes one", Assert.Throws<IrException>(() => two.Exit).Message);
        Tower seeing = CpuPipeline.Run(Towers["vision"], CancellationToken.None);
        Assert.Equal("reading", CpuPlan.Of(module, seeing).NumberOf(seeing.Taps[0].Block));
        Module next = ModelLowering.Lower(TinySpecs.Next);
        Assert.Equal(["conv1d"], CpuPlan.Of(next, CpuPipeline.Run(next.Text, CancellationToken.None)).Transposed.Select(static slot => slot.Name));
    }

    private static Graph Body(System.Func<GraphBuilder, ValueId, ValueId> result)
    {
        GraphBuilder b = new();
        ValueId x = b.Add(new Parameter(InputPort.Residual, TensorType.Of(ElementType.F32, Dim.Rows, 72)));
        return b.Build(result(b, x));
    }

    /// <summary>From the node that writes a buffer first to the last that touches it; the stream lives always.</summary>
    private static IEnumerable<(ScratchBuffer Buffer, int First, int Last)> Lives(Block block, ArenaPlan arena)
    {
        ValueBuffers values = arena.ValuesOf(block);
        return block.Body.Nodes.Where(node => values.IsScratch(node.Result)).GroupBy(node => values[node.Result]).Select(made => (
            made.Key,
            made.Key == arena.ResidualBuffer ? 0 : made.Min(static node => node.Result.Index),
            made.Key == arena.ResidualBuffer ? int.MaxValue : made.Max(node => block.Body.Users(node.Result).Select(static user => user.Result.Index).Append(node.Result.Index).Max())));
    }

    private static ArenaBuffer Place(ArenaPlan arena, Block block, ScratchBuffer buffer) => arena.Buffers.Single(known => known.Name == arena.NameOf(block, buffer));

    private static int PerRow(ArenaBuffer buffer) => (buffer.Width + buffer.Merged - 1) / buffer.Merged;
}
