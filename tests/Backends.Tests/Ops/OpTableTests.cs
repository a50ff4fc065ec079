using System.Collections.Generic;
using System.Linq;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;

namespace Modelwright.Backends.Tests;

/// <summary>Which kernels each op becomes in each function, and what they bind: <c>binding=operand</c>.</summary>
public class OpTableTests
{
    private static readonly NormSpec Norm = new(1e-6f, ZeroCentred: false);
    private static readonly AttentionShape Gated = new(4, 2, 20, OutputGate: true);
    private static readonly AttentionShape Plain = new(4, 2, 20, OutputGate: false);
    private static readonly StateSpec.KeyValue Cache = new(2, 20);
    private static readonly DeltaShape Delta = new(3, 6, 8, 12);

    [Fact]
    public void Embedding() => Becomes(
        RecordedFunction.Decode, new Embedding(), [TensorType.Of(ElementType.I32, Dim.Rows), Table(131, 72)],
        "Embed: tokens=%0, table=%1, x=%2");

    [Fact]
    public void Norm_of_many_rows() => Becomes(
        RecordedFunction.Prefill, new RmsNorm(Norm), [Rows(72), Vector(72)],
        "Norm: x=%0, weight=%1, y=%2");

    [Fact]
    public void Norm_that_masks_padding() => Becomes(
        RecordedFunction.Prefill, new MaskedNorm(Norm), [Rows(72), Vector(72)],
        "MaskedNorm: x=%0, weight=%1, y=%2");

    [Fact]
    public void Product_with_norm_and_bias_in_decode() => Becomes(
        RecordedFunction.Decode, Linear(72, 50, norm: true, bias: true), [Rows(72), Table(50, 72), Vector(72), Vector(50)],
        "W1: x=%0, weights=%1, norm=%2, bias=%3, y=%4");

    [Fact]
    public void Product_into_the_residual_stream_in_prefill() => Becomes(
        RecordedFunction.Prefill, Linear(50, 72, bias: true, epilogue: LinearEpilogue.Residual), [Rows(50), Table(72, 50), Vector(72), Rows(72)],
        "W1: x=%0, weights=%1, bias=%2, y=%4");

    [Fact]
    public void Gated_product_in_prefill() => Becomes(
        RecordedFunction.Prefill, Linear(72, 50, epilogue: LinearEpilogue.Gated), [Rows(72), Table(100, 72)],
        "W1: x=%0, weights=%1, y=%2");

    [Fact]
    public void Logits_of_the_last_column() => Becomes(
        RecordedFunction.Last, Linear(72, 131, norm: true) with { LastColumn = true }, [Rows(72), Table(131, 72), Vector(72)],
        ": x=%0, weights=%1, norm=%2, y=%3");

    [Fact]
    public void A_product_of_many_rows_takes_no_norm() => Assert.Throws<IrException>(() =>
        Calls(RecordedFunction.Prefill, Linear(72, 50, norm: true), [Rows(72), Table(50, 72), Vector(72)]));

    [Fact]
    public void Products_that_no_kernel_computes_are_refused_by_name()
    {
        Refused("a product of many rows has no norm and no last column", RecordedFunction.Prefill, Linear(72, 50) with { LastColumn = true });
        Refused("a product of many rows has no norm and no last column", RecordedFunction.Encode, Linear(72, 50, norm: true));
        Refused("a product of one row is not activated", RecordedFunction.Decode, Linear(72, 50, epilogue: LinearEpilogue.Activated));
    }

    /// <summary>7 heads of 12, each padded to 16, and 8 numbers more while they are summed.</summary>
    [Fact]
    public void Attention_within_segments() => Becomes(
        RecordedFunction.Encode, new RotatedAttention(7, 12),
        [TensorType.Of(ElementType.F32, Dim.Patches, 252), TensorType.Of(ElementType.Position2D, Dim.Patches), TensorType.Of(ElementType.Segment, Dim.Patches)],
        "RotateHeads: projection=%0, rope=%1, q=Queries 448 B/row, k=Keys 448 B/row, v=Values 448 B/row",
        "Attention: q=Queries 448 B/row, keys=Keys 448 B/row, values=Values 448 B/row, segments=%2, accumulators=Accumulators 672 B/row, result=%3");

    [Theory]
    [InlineData(nameof(RecordedFunction.Decode))]
    [InlineData(nameof(RecordedFunction.Prefill))]
    public void Prepare_attention(string function) => Becomes(
        System.Enum.Parse<RecordedFunction>(function), new PrepareAttention(Gated, 10, Norm, Cache),
        [Rows(240), TensorType.Of(ElementType.Position1D, Dim.Rows), Vector(20), Vector(20)],
        "AttentionPrepare: projection=%0, rope=%1, q_norm=%2, k_norm=%3, q=%4, keys=keys, values=values");

    [Fact]
    public void Attention_of_one_row() => Becomes(
        RecordedFunction.Decode, new CachedAttention(Gated, null, Cache), [Queries(), Rows(240)],
        "Attention: q=%0, keys=keys, values=values, projection=%1, partials=Partials 448 B/sequence/split, counters=counters, result=%2");

    [Fact]
    public void Sliding_attention_of_many_rows() => Becomes(
        RecordedFunction.Prefill, new CachedAttention(Plain, 5, Cache), [Queries(), Rows(160)],
        "SlidingAttention: q=%0, keys=keys, values=values, accumulators=Accumulators 512 B/row, result=%2");

    [Fact]
    public void Router_of_one_row() => Becomes(
        RecordedFunction.Decode, new Router(12, 3, Renormalise: true, Shared: true, Norm), [Rows(72), Table(13, 72), Vector(72)],
        "Router: x=%0, norm=%2, weights=%1, logits=ExpertLogits 64 B/sequence, counters=counters, routes=%3");

    [Fact]
    public void Router_of_one_row_with_more_experts_than_a_workgroup_can_walk() => Becomes(
        RecordedFunction.Decode, new Router(2000, 300, Renormalise: true, Shared: false, Norm), [Rows(72), Table(2000, 72), Vector(72)],
        "RouterLogits: x=%0, weights=%1, norm=%2, y=RouterLogits 8000 B/sequence",
        "RouteTopK: logits=RouterLogits 8000 B/sequence, routes=%3");

    [Fact]
    public void Experts_of_one_row_with_more_of_them_than_one_row_can_walk() => Assert.Equal(
        ["ExpertNorm", "RouteSort", "ExpertsGateUp", "ExpertsDown", "CombineExperts"],
        Calls(
            RecordedFunction.Decode,
            new RoutedExperts(72, 512, 2048, 512, null, Activation.Silu, Norm),
            [Rows(72), TensorType.Of(ElementType.Route, Dim.Rows, 512), Table(2 * 512 * 2048, 72), Table(512 * 72, 2048), Vector(72), Rows(72)]).Select(static call => call.Use));

    [Fact]
    public void Router_of_many_rows() => Becomes(
        RecordedFunction.Prefill, new Router(12, 3, Renormalise: true, Shared: true, null), [Rows(72), Table(13, 72)],
        "RouterLogits: x=%0, weights=%1, y=RouterLogits 64 B/row",
        "RouteTopK: logits=RouterLogits 64 B/row, routes=%2");

    [Fact]
    public void Experts_of_one_row() => Becomes(
        RecordedFunction.Decode, Experts(shared: 40, Norm),
        [Rows(72), Routes(4), Table(12 * 56, 72), Table(12 * 72, 28), Table(80, 72), Table(72, 40), Vector(72), Rows(72)],
        "ExpertsGateUp: x=%0, norm=%6, routes=%1, gate_up=%2, shared_gate_up=%4, h=ExpertHidden 640 B/sequence",
        "ExpertsDown: h=ExpertHidden 640 B/sequence, routes=%1, down=%3, shared_down=%5, x=%8");

    [Fact]
    public void Experts_of_one_row_without_a_shared_one() => Becomes(
        RecordedFunction.Decode, Experts(shared: null, Norm),
        [Rows(72), Routes(3), Table(12 * 56, 72), Table(12 * 72, 28), Vector(72), Rows(72)],
        "ExpertsGateUp: x=%0, norm=%4, routes=%1, gate_up=%2, h=ExpertHidden 384 B/sequence",
        "ExpertsDown: h=ExpertHidden 384 B/sequence, routes=%1, down=%3, x=%6");

    [Fact]
    public void Experts_of_many_rows() => Becomes(
        RecordedFunction.Prefill, Experts(shared: 40, null),
        [Rows(72), Routes(4), Table(12 * 56, 72), Table(12 * 72, 28), Table(80, 72), Table(72, 40), Rows(72)],
        "RouteSort: routes=%1, order=ExpertOrder 12 B/row, starts=ExpertStarts 52 B",
        "ExpertsGateUp: x=%0, order=ExpertOrder 12 B/row, starts=ExpertStarts 52 B, weights=%2, h=ExpertHidden 384 B/row",
        "ExpertsDown: h=ExpertHidden 384 B/row, routes=%1, order=ExpertOrder 12 B/row, starts=ExpertStarts 52 B, weights=%3, y=ExpertResults 864 B/row",
        "SharedGateUp: x=%0, weights=%4, y=SharedHidden 160 B/row",
        "SharedDown: x=SharedHidden 160 B/row, weights=%5, y=SharedResult 288 B/row",
        "CombineExperts: y=ExpertResults 864 B/row, routes=%1, shared_result=SharedResult 288 B/row, x=%7");

    [Fact]
    public void Experts_of_one_row_whose_columns_may_have_orders() => Assert.Equal(
        [
            "ExpertNorm: x=%0, weight=%6, y=ExpertInput 288 B/sequence",
            "ExpertsInputOrder: x=ExpertInput 288 B/sequence, routes=%1, order=order of %2, shared_order=order of %4, y=ExpertInputs 1152 B/sequence",
            "ExpertsGateUp: x=ExpertInputs 1152 B/sequence, routes=%1, gate_up=%2, shared_gate_up=%4, h=ExpertHidden 640 B/sequence",
            "ExpertsInnerOrder: x=ExpertHidden 640 B/sequence, routes=%1, order=order of %3, shared_order=order of %5, y=ExpertInner 640 B/sequence",
            "ExpertsDown: h=ExpertInner 640 B/sequence, routes=%1, down=%3, shared_down=%5, x=%8",
        ],
        Calls(
            RecordedFunction.Decode, Experts(shared: 40, Norm),
            [Rows(72), Routes(4), Table(12 * 56, 72), Table(12 * 72, 28), Table(80, 72), Table(72, 40), Vector(72), Rows(72)], hasOrders: true).Select(Show));

    [Fact]
    public void Experts_of_many_rows_whose_columns_may_have_orders() => Assert.Equal(
        [
            "RouteSort: routes=%1, order=ExpertOrder 12 B/row, starts=ExpertStarts 52 B",
            "ExpertsInputOrder: x=%0, routes=%1, order=order of %2, y=ExpertInputs 864 B/row",
            "ExpertsGateUp: x=ExpertInputs 864 B/row, order=ExpertOrder 12 B/row, starts=ExpertStarts 52 B, weights=%2, h=ExpertHidden 384 B/row",
            "ExpertsInnerOrder: x=ExpertHidden 384 B/row, routes=%1, order=order of %3, y=ExpertInner 384 B/row",
            "ExpertsDown: h=ExpertInner 384 B/row, routes=%1, order=ExpertOrder 12 B/row, starts=ExpertStarts 52 B, weights=%3, y=ExpertResults 864 B/row",
            "CombineExperts: y=ExpertResults 864 B/row, routes=%1, x=%5",
        ],
        Calls(
            RecordedFunction.Prefill, Experts(shared: null, null),
            [Rows(72), Routes(3), Table(12 * 56, 72), Table(12 * 72, 28), Rows(72)], hasOrders: true).Select(Show));

    [Fact]
    public void Convolution_of_one_row() => Becomes(
        RecordedFunction.Decode, new ConvolutionMix(Delta, Activation.Silu, new StateSpec.Convolution(120, 3)), [Rows(204), Vector(480)],
        "ConvolutionStep: projection=%0, weight=%1, state=convolution, mixed=%2");

    [Fact]
    public void Convolution_of_many_rows() => Becomes(
        RecordedFunction.Prefill, new ConvolutionMix(Delta, Activation.Silu, new StateSpec.Convolution(120, 3)), [Rows(204), Vector(480)],
        "Convolution: projection=%0, weight=%1, state=convolution, mixed=%2",
        "ConvolutionState: projection=%0, state=convolution");

    [Fact]
    public void Delta_rule_of_one_row() => Becomes(
        RecordedFunction.Decode, new GatedDelta(Delta, Norm, new StateSpec.Recurrent(6, 12, 8)), [Rows(144), Rows(204), Vector(6), Vector(6), Vector(12)],
        "DeltaStep: mixed=%0, projection=%1, a_log=%2, dt_bias=%3, norm=%4, state=recurrent, result=%5");

    [Fact]
    public void Delta_rule_of_many_rows() => Becomes(
        RecordedFunction.Prefill, new GatedDelta(Delta, Norm, new StateSpec.Recurrent(6, 12, 8)), [Rows(144), Rows(204), Vector(6), Vector(6), Vector(12)],
        "DeltaGates: projection=%1, a_log=%2, dt_bias=%3, gates=DeltaGates 96 B/row",
        "DeltaProducts: mixed=%0, gates=DeltaGates 96 B/row, products=DeltaProducts 1536 B/row",
        "DeltaSolve: mixed=%0, gates=DeltaGates 96 B/row, products=DeltaProducts 1536 B/row, solved=DeltaSolved 576 B/row",
        "DeltaScan: mixed=%0, gates=DeltaGates 96 B/row, products=DeltaProducts 1536 B/row, solved=DeltaSolved 576 B/row, state=recurrent, o=DeltaResult 288 B/row",
        "GatedNorm: o=DeltaResult 288 B/row, projection=%1, norm=%4, result=%5");

    [Fact]
    public void An_op_without_a_kernel_is_refused() =>
        Assert.Throws<IrException>(() => Calls(RecordedFunction.Decode, new Sigmoid(), [Rows(72)]));

    private static void Refused(string why, RecordedFunction function, FusedLinear op)
    {
        TensorType[] inputs = op.Norm is null ? [Rows(72), Table(50, 72)] : [Rows(72), Table(50, 72), Vector(72)];
        Assert.Equal($"{op}: {why}", Assert.Throws<IrException>(() => Calls(function, op, inputs)).Message);
    }

    private static RoutedExperts Experts(int? shared, NormSpec? norm) => new(72, 12, 28, 3, shared, Activation.Silu, norm);

    private static FusedLinear Linear(int inputs, int outputs, bool norm = false, bool bias = false, LinearEpilogue epilogue = LinearEpilogue.None) =>
        new(inputs, outputs, norm ? Norm : null, bias, epilogue, Activation.Silu, LastColumn: false);

    private static TensorType Rows(int width) => TensorType.Of(ElementType.F32, Dim.Rows, width);

    private static TensorType Table(int rows, int columns) => TensorType.Of(ElementType.F32, rows, columns);

    private static TensorType Vector(int length) => TensorType.Of(ElementType.F32, length);

    private static TensorType Routes(int slots) => TensorType.Of(ElementType.Route, Dim.Rows, slots);

    private static TensorType Queries() => TensorType.Of(ElementType.F32, Dim.Rows, 4, 24);

    private static void Becomes(RecordedFunction function, Op op, TensorType[] inputs, params string[] calls) =>
        Assert.Equal(calls, Calls(function, op, inputs).Select(Show));

    /// <summary>Inputs whose shape is known whole are weights called w0, w1, …; the others are parameters.</summary>
    internal static IReadOnlyList<KernelCall> Calls(RecordedFunction function, Op op, TensorType[] inputs, bool hasOrders = false)
    {
        GraphBuilder builder = new();
        ValueId[] values = [.. inputs.Select((type, index) => builder.Add(Source(type, index)))];
        ValueId result = builder.Add(op, "origin", values);
        Graph graph = builder.Build(result);
        return OpTable.Lower(new OpSite(function, graph, graph.Define(result)) { HasOrders = hasOrders });
    }

    private static Op Source(TensorType type, int index) => type.Shape.All(static dim => dim.IsKnown)
        ? new Weight(type.Shape.Count == 2
            ? WeightSlot.Matrix($"w{index}", type.Shape[0].Factor, type.Width, WeightSource.Whole("key", [type.Shape[0].Factor, type.Width]))
            : WeightSlot.Vector($"w{index}", type.Width, "key"))
        : new Parameter((InputPort)index, type);

    internal static string Show(KernelCall call) =>
        $"{call.Use}: {string.Join(", ", call.Operands.Select((operand, index) => $"{call.Kernel.Bindings[index].Name}={Show(operand)}"))}";

    private static string Show(Operand operand) => operand switch
    {
        Operand.Value value => value.Id.ToString(),
        Operand.Workspace space => $"{space.Name} {new ScratchBuffer(space.Name, space.Unit, space.Bytes).Size}",
        Operand.Order order => $"order of {order.Weight}",
        Operand.State state => state.Part.ToString().ToLowerInvariant(),
        Operand.Session session => session.Buffer.ToString().ToLowerInvariant(),
        _ => "?",
    };
}
