using System.Linq;
using System.Threading;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;
using Modelwright.IR.Tests;

namespace Modelwright.Backends.Tests;

/// <summary>What a layer becomes in each function; the printed graph is the contract with the op table.</summary>
public class VulkanPipelineTests
{
    [Fact]
    public void A_decode_step_of_a_linear_attention_layer_with_experts() => Assert.Equal(
        """
        %0 = parameter<x>() : f32[rows, 72]
        %1 = weight<input_norm>() : f32[72]
        %2 = weight<in_proj>() : f32[204, 72]
        %3 = fused_linear<72->204, eps=1E-06, zero_centred>(%0, %2, %1) : f32[rows, 204]
        %4 = weight<conv1d>() : f32[480]
        %5 = weight<a_log>() : f32[6]
        %6 = weight<dt_bias>() : f32[6]
        %7 = weight<gated_norm>() : f32[12]
        %8 = convolution_mix<3 of 8, 6 of 12, kernel=4, silu>(%3, %4) : f32[rows, 144]
        %9 = gated_delta<3 of 8, 6 of 12, eps=1E-06>(%8, %3, %5, %6, %7) : f32[rows, 72]
        %10 = weight<out_proj>() : f32[72, 72]
        %11 = fused_linear<72->72, residual>(%9, %10, %0) : f32[rows, 72]
        %12 = weight<post_norm>() : f32[72]
        %13 = weight<router>() : f32[13, 72]
        %14 = weight<experts_gate_up>() : f32[672, 72]
        %15 = weight<experts_down>() : f32[864, 28]
        %16 = weight<shared_gate_up>() : f32[80, 72]
        %17 = weight<shared_down>() : f32[72, 40]
        %18 = router<3 of 12, renormalise, shared, eps=1E-06, zero_centred>(%11, %13, %12) : route[rows, 4]
        %19 = routed_experts<3 of 12 x 28, shared 40, silu, eps=1E-06, zero_centred>(%11, %18, %14, %15, %16, %17, %12, %11) : f32[rows, 72]
        return %19

        """,
        Block(TinySpecs.Next, RecordedFunction.Decode, 0));

    [Fact]
    public void A_decode_step_of_a_gated_attention_layer_with_experts() => Assert.Equal(
        """
        %0 = parameter<x>() : f32[rows, 72]
        %1 = weight<input_norm>() : f32[72]
        %2 = weight<qkv>() : f32[240, 72]
        %3 = fused_linear<72->240, eps=1E-06, zero_centred>(%0, %2, %1) : f32[rows, 240]
        %4 = parameter<positions>() : position1d[rows]
        %5 = weight<q_norm>() : f32[20]
        %6 = weight<k_norm>() : f32[20]
        %7 = prepare_attention<4/2 of 20, gated, rope 10, eps=1E-06, zero_centred>(%3, %4, %5, %6) : f32[rows, 4, 24]
        %8 = cached_attention<4/2 of 20, gated>(%7, %3) : f32[rows, 80]
        %9 = weight<o_proj>() : f32[72, 80]
        %10 = fused_linear<80->72, residual>(%8, %9, %0) : f32[rows, 72]
        %11 = weight<post_norm>() : f32[72]
        %12 = weight<router>() : f32[13, 72]
        %13 = weight<experts_gate_up>() : f32[672, 72]
        %14 = weight<experts_down>() : f32[864, 28]
        %15 = weight<shared_gate_up>() : f32[80, 72]
        %16 = weight<shared_down>() : f32[72, 40]
        %17 = router<3 of 12, renormalise, shared, eps=1E-06, zero_centred>(%10, %12, %11) : route[rows, 4]
        %18 = routed_experts<3 of 12 x 28, shared 40, silu, eps=1E-06, zero_centred>(%10, %17, %13, %14, %15, %16, %11, %10) : f32[rows, 72]
        return %18

        """,
        Block(TinySpecs.Next, RecordedFunction.Decode, 1));

    [Fact]
    public void Prefill_of_a_linear_attention_layer_with_experts() => Assert.Equal(
        """
        %0 = parameter<x>() : f32[rows, 72]
        %1 = weight<input_norm>() : f32[72]
        %2 = masked_norm<eps=1E-06, zero_centred>(%0, %1) : f32[rows, 72]
        %3 = weight<in_proj>() : f32[204, 72]
        %4 = fused_linear<72->204>(%2, %3) : f32[rows, 204]
        %5 = weight<conv1d>() : f32[480]
        %6 = weight<a_log>() : f32[6]
        %7 = weight<dt_bias>() : f32[6]
        %8 = weight<gated_norm>() : f32[12]
        %9 = convolution_mix<3 of 8, 6 of 12, kernel=4, silu>(%4, %5) : f32[rows, 144]
        %10 = gated_delta<3 of 8, 6 of 12, eps=1E-06>(%9, %4, %6, %7, %8) : f32[rows, 72]
        %11 = weight<out_proj>() : f32[72, 72]
        %12 = fused_linear<72->72, residual>(%10, %11, %0) : f32[rows, 72]
        %13 = weight<post_norm>() : f32[72]
        %14 = rms_norm<eps=1E-06, zero_centred>(%12, %13) : f32[rows, 72]
        %15 = weight<router>() : f32[13, 72]
        %16 = weight<experts_gate_up>() : f32[672, 72]
        %17 = weight<experts_down>() : f32[864, 28]
        %18 = weight<shared_gate_up>() : f32[80, 72]
        %19 = weight<shared_down>() : f32[72, 40]
        %20 = router<3 of 12, renormalise, shared>(%14, %15) : route[rows, 4]
        %21 = routed_experts<3 of 12 x 28, shared 40, silu>(%14, %20, %16, %17, %18, %19, %12) : f32[rows, 72]
        return %21

        """,
        Block(TinySpecs.Next, RecordedFunction.Prefill, 0));

    [Fact]
    public void Prefill_of_a_sliding_attention_layer_with_biases_and_a_dense_mlp() => Assert.Equal(
        """
        %0 = parameter<x>() : f32[rows, 72]
        %1 = weight<input_norm>() : f32[72]
        %2 = rms_norm<eps=1E-06>(%0, %1) : f32[rows, 72]
        %3 = weight<qkv>() : f32[80, 72]
        %4 = weight<qkv_bias>() : f32[80]
        %5 = fused_linear<72->80, bias>(%2, %3, %4) : f32[rows, 80]
        %6 = parameter<positions>() : position1d[rows]
        %7 = weight<q_norm>() : f32[10]
        %8 = weight<k_norm>() : f32[10]
        %9 = prepare_attention<4/2 of 10, rope 10, eps=1E-06>(%5, %6, %7, %8) : f32[rows, 4, 16]
        %10 = cached_attention<4/2 of 10, window=5>(%9, %5) : f32[rows, 40]
        %11 = weight<o_proj>() : f32[72, 40]
        %12 = weight<o_bias>() : f32[72]
        %13 = fused_linear<40->72, bias, residual>(%10, %11, %12, %0) : f32[rows, 72]
        %14 = weight<post_norm>() : f32[72]
        %15 = rms_norm<eps=1E-06>(%13, %14) : f32[rows, 72]
        %16 = weight<gate_up>() : f32[100, 72]
        %17 = fused_linear<72->50, silu-gated>(%15, %16) : f32[rows, 50]
        %18 = weight<down>() : f32[72, 50]
        %19 = fused_linear<50->72, residual>(%17, %18, %13) : f32[rows, 72]
        return %19

        """,
        Block(TinySpecs.Dense, RecordedFunction.Prefill, 1));

    [Fact]
    public void An_op_without_a_kernel_is_named()
    {
        Tower tower = ModelLowering.Lower(TinySpecs.Dense).Text;
        GraphBuilder b = new();
        ValueId x = b.Add(new Parameter(InputPort.Residual, TensorType.Of(ElementType.F32, Dim.Rows, 8)));
        Block foreign = new("odd", "an odd exit", b.Build(b.Add(new Softmax(), x)));

        IrException error = Assert.Throws<IrException>(() => VulkanPipeline.Run(tower with { Exits = [foreign] }, VulkanPipeline.Prefill, CancellationToken.None));

        Assert.StartsWith("odd: the backend has nothing for softmax", error.Message, System.StringComparison.Ordinal);
    }

    private static string Block(ModelSpec spec, RecordedFunction form, int layerKind) => VulkanPipeline
        .Run(ModelLowering.Lower(spec).Text, form == RecordedFunction.Decode ? VulkanPipeline.Decode : VulkanPipeline.Prefill, CancellationToken.None)
        .Kinds[layerKind].Body.ToString();
}
