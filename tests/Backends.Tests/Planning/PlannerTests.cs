using System.Linq;
using System.Threading;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;
using Modelwright.IR.Tests;

namespace Modelwright.Backends.Tests;

/// <summary>Names and places of what blocks that no lowering makes need, and what no plan can be made of.</summary>
public class PlannerTests
{
    private static readonly ScratchBuffer X = BlockPlanner.Residual("", 84);

    /// <summary>Two nodes whose kernels want workspaces of one name have one each.</summary>
    [Fact]
    public void A_second_node_of_a_kind_has_memory_of_its_own()
    {
        GraphBuilder b = new();
        ValueId x = b.Add(new Parameter(InputPort.Residual, Patches(84)));
        ValueId places = b.Add(new Parameter(InputPort.Positions, TensorType.Of(ElementType.Position2D, Dim.Patches)));
        ValueId segments = b.Add(new Parameter(InputPort.Segments, TensorType.Of(ElementType.Segment, Dim.Patches)));
        ValueId first = b.Add(new RotatedAttention(7, 12), Product(b, x, 252, "one"), places, segments);
        ValueId second = b.Add(new RotatedAttention(7, 12), Product(b, first, 252, "two"), places, segments);
        ValueId added = b.Add(new FusedLinear(84, 84, null, Bias: false, LinearEpilogue.Residual, Activation.Silu, LastColumn: false), second, Weight(b, "three", 84, 84), x);

        PlannedBlock plan = Plan(b.Build(added), BlockRole.Layer);

        Assert.Equal(
            ["X", "Projection", "Queries", "Keys", "Values", "Accumulators", "Attended", "Projection2", "Queries2", "Keys2", "Values2", "Accumulators2", "Attended2"],
            plan.Plan.Works.SelectMany(static work => work.Scratch).Select(static buffer => buffer.Name).Distinct());
        Assert.Equal(["One", "RotateHeads", "Attention", "Two", "RotateHeads", "Attention", "Three"], plan.Plan.Works.Select(static work => work.Name));
    }

    [Fact]
    public void A_layer_whose_result_is_not_the_stream_is_refused()
    {
        GraphBuilder b = new();
        Graph graph = b.Build(Product(b, b.Add(new Parameter(InputPort.Residual, Patches(84))), 84, "w"));
        Assert.Contains("a layer's result is not the residual stream", Assert.Throws<IrException>(() => Plan(graph, BlockRole.Layer)).Message);
        Assert.Equal(new Resource.Session(SessionBuffer.Output), Plan(graph, BlockRole.Exit).Plan.Works[0].Uses[^1].Resource);
        Assert.Equal(new Resource.Scratch(X), Plan(graph, BlockRole.Entry).Plan.Works[0].Uses[^1].Resource);
    }

    /// <summary>What an entry's result overwrites is the stream from its beginning.</summary>
    [Fact]
    public void An_entry_begins_the_stream_before_its_last_operation()
    {
        GraphBuilder b = new();
        ValueId patches = b.Add(new Parameter(InputPort.Patches, Patches(84)));
        ValueId other = Product(b, patches, 84, "other");
        ValueId first = Product(b, patches, 84, "first");
        ValueId result = b.Add(new FusedLinear(84, 84, null, Bias: false, LinearEpilogue.Residual, Activation.Silu, LastColumn: false), other, Weight(b, "last", 84, 84), first);

        Assert.Equal(["Product", "X", "X"], Plan(b.Build(result), BlockRole.Entry).Plan.Works.Select(static work => work.Uses[^1].Resource.Name));
    }

    [Theory]
    [InlineData("kinds", "2 of what is kind of layer; a tower that sees has one")]
    [InlineData("exits", "2 of what is exit; a tower that sees has one")]
    [InlineData("taps", "2 of what is tap; a tower that sees has one")]
    public void A_tower_that_sees_has_one_of_each(string what, string message)
    {
        Module module = ModelLowering.Lower(TinySpecs.Dense);
        Tower tower = VisionLowering.Lower(TinyVision.Spec);
        Tower twice = what switch
        {
            "kinds" => tower with { Kinds = [.. tower.Kinds, tower.Kinds[0] with { Name = "other" }] },
            "exits" => tower with { Exits = [.. tower.Exits, tower.Exits[0] with { Name = "other" }] },
            _ => tower with { Taps = [.. tower.Taps, tower.Taps[0]] },
        };
        Assert.Equal(message, Assert.Throws<IrException>(() => EncoderPlanner.Plan(module, twice, CancellationToken.None)).Message);
        Assert.Null(EncoderPlanner.Plan(module, tower with { Taps = [] }, CancellationToken.None).Tap);
        Assert.NotNull(EncoderPlanner.Plan(module, tower, CancellationToken.None).Tap);
        Assert.Equal(4, EncoderPlanner.Plan(module, tower, CancellationToken.None).Blocks.Count);
        Assert.Equal(3, EncoderPlanner.Plan(module, tower with { Taps = [] }, CancellationToken.None).Blocks.Count);
    }

    /// <summary>Caches of two shapes are four buffers; the state of one name is found by its shape.</summary>
    [Fact]
    public void States_of_one_part_and_two_shapes_are_numbered()
    {
        StateSpec.KeyValue few = new(2, 20);
        StateSpec.KeyValue many = new(4, 20);
        StateSpec.Recurrent matrices = new(6, 12, 8);
        StateTable table = StateTable.Of([new StateSlot(few, [0, 2]), new StateSlot(many, [1]), new StateSlot(new StateSpec.Convolution(120, 3), [3]), new StateSlot(matrices, [3])]);

        Assert.Equal(["Keys", "Values", "Keys2", "Values2", "Convolution", "Recurrent"], table.States.Select(static state => state.Name));
        Assert.Equal("Values", table.NameOf(new Resource.State(few, StatePart.Values)));
        Assert.Equal("Values2", table.NameOf(new Resource.State(many, StatePart.Values)));
        Assert.Equal("Recurrent", table.NameOf(new Resource.State(matrices, StatePart.Recurrent)));
        Assert.Equal([1], table.States[2].Layers);
    }

    /// <summary>Equal buffers in one slot are one; others of one name are told apart by the function, then by the block, then by a number.</summary>
    [Fact]
    public void Scratch_buffers_of_one_name_are_told_apart()
    {
        ScratchBuffer small = Works.Row("A", 64);
        ScratchBuffer large = Works.Row("A", 128);
        ScratchBuffer larger = Works.Row("A", 256);
        ScratchBuffer largest = Works.Row("A", 512);
        ScratchBuffer other = Works.Row("A", 1024);
        PlannedBlock[] blocks = [Block("Decode", "first", small), Block("Decode", "again", small), Block("Prefill", "first", large), Block("Prefill", "full_attention", larger), Block("Prefill", "full_attention", largest), Block("Prefill", "full_attention", other)];

        ScratchTable table = ScratchTable.Of(blocks);

        Assert.Equal(["A", "PrefillA", "PrefillFullAttentionA", "PrefillFullAttentionA2", "PrefillFullAttentionA3"], table.Buffers.Select(static buffer => buffer.Name));
        Assert.Equal(["A", "A", "PrefillA", "PrefillFullAttentionA", "PrefillFullAttentionA2", "PrefillFullAttentionA3"], blocks.Select(block => table.NameOf(block, block.Plan.Buffers[0].Buffer)));
        PlannedBlock elsewhere = Block("Last", "first", small, slot: 3);
        Assert.Equal(["A", "LastA"], ScratchTable.Of([blocks[0], elsewhere]).Buffers.Select(static buffer => buffer.Name));
        Assert.Equal("LastA", ScratchTable.Of([blocks[0], elsewhere]).NameOf(elsewhere, small));
    }

    /// <summary>Router logits are read behind a layer, so they outlive every block where a layer has experts, were it one alone.</summary>
    [Theory]
    [InlineData("Experts", "Experts", "X, RouterLogits")]
    [InlineData("Dense", "Experts", "X, RouterLogits")]
    [InlineData("Dense", "Dense", "X")]
    public void Router_logits_are_kept_where_a_layer_has_experts(string first, string second, string kept)
    {
        ModelSpec spec = TinySpecs.Next with { Layers = new[] { first, second }.Select(static kind => new LayerSpec(MixerKind.FullAttention, System.Enum.Parse<FeedForwardKind>(kind))).ToEquatableArray() };

        Assert.All(Emitted.Plan(spec).Schedule.Blocks, block =>
            Assert.Equal(kept, string.Join(", ", block.Buffers.Where(static place => place.Pinned).OrderBy(static place => place.Slot).Select(static place => place.Buffer.Name))));
    }

    /// <summary>Rows of 100 columns, the widest of a matrix, take 13 blocks of 8; that wider vectors exist does not matter.</summary>
    [Fact]
    public void Columns_are_reordered_for_the_widest_matrix()
    {
        ModelSpec spec = TinySpecs.Dense with { DenseWidth = 100, ReordersColumns = true, Attention = TinySpecs.Dense.Attention with { Heads = 8, KeyValueHeads = 4 } };
        Kernel reorder = Assert.Single(Emitted.Plan(spec).Kernels.Kernels, static kernel => kernel.Kernel.Name == ReorderKernel.Name).Kernel;

        Assert.Equal(new GridAxis(104, Unit: GridUnit.Lane), reorder.Grid.X);
        Assert.False(Emitted.Plan(spec with { ReordersColumns = false }).Kernels.Reorders);
    }

    /// <summary>A row of floats takes whole blocks of 8; a route takes 8 bytes; of merged rows each has its part.</summary>
    [Fact]
    public void Rows_of_activations_are_padded()
    {
        Assert.Equal([32L, 32, 64], new[] { 1, 8, 9 }.Select(static width => Activations.RowBytes(width)));
        Assert.Equal(24, Activations.RowBytes(OpRules.Routes(3)));
        Assert.Equal(4 * 104, Activations.RowBytes(TensorType.Of(ElementType.F32, Dim.Rows, 5, 20)));
        Assert.Equal(4 * 336 / 4, Activations.RowBytes(TensorType.Of(ElementType.F32, Dim.Patches / 4, 336)));
        Assert.Equal(150, Activations.RowBytes(TensorType.Of(ElementType.F32, Dim.Patches / 3, 110)));
        Assert.Throws<IrException>(static () => Activations.RowBytes(TensorType.Of(ElementType.I32, Dim.Rows, 4)));
    }

    private static PlannedBlock Block(string function, string name, ScratchBuffer buffer, int slot = 0) =>
        new(function, name, "a block", [], new BlockPlan(name, [], [], [new Placement(buffer, slot, 0, 0, Pinned: false)]));

    private static PlannedBlock Plan(Graph graph, BlockRole role) => new BlockPlanner(X, [X]).Plan(RecordedFunction.Encode, "Encode", new Block("layer", "a layer", graph), role);

    private static ValueId Product(GraphBuilder builder, ValueId x, int outputs, string weight) =>
        builder.Add(new FusedLinear(84, outputs, null, Bias: false, LinearEpilogue.None, Activation.Silu, LastColumn: false), x, Weight(builder, weight, outputs, 84));

    private static ValueId Weight(GraphBuilder builder, string name, int rows, int columns) => builder.Add(new Weight(WeightSlot.Matrix(name, rows, columns, WeightSource.Whole(name, [rows, columns]))));

    private static TensorType Patches(int width) => TensorType.Of(ElementType.F32, Dim.Patches, width);
}
