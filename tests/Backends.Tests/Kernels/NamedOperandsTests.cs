using Modelwright.Backends.Vulkan;
using Modelwright.IR;

namespace Modelwright.Backends.Tests;

/// <summary>Operands are declared once, in the kernel's text: their numbers, names and accesses follow from it.</summary>
public class NamedOperandsTests
{
    [Fact]
    public void Bindings_are_numbered_in_the_order_of_the_text()
    {
        (string glsl, EquatableArray<KernelBinding> bindings) = NamedOperands.Number(
            "const uint A = 1u;\nlayout(std430) readonly buffer X { vec4 x[]; };     // a row\n    layout(std430) scratch buffer H { float h[]; };\n"
            + "layout(std430) writeonly buffer Y { float y[]; };\nlayout(std430) coherent buffer Z { uint z[]; };");

        Assert.Equal(
            "const uint A = 1u;\nlayout(set = 0, binding = 1, std430) readonly buffer X { vec4 x[]; };     // a row\n    layout(set = 0, binding = 2, std430) buffer H { float h[]; };\n"
            + "layout(set = 0, binding = 3, std430) writeonly buffer Y { float y[]; };\nlayout(set = 0, binding = 4, std430) coherent buffer Z { uint z[]; };",
            glsl);
        Assert.Equal<KernelBinding>(
            [new("x", BindingAccess.Read), new("h", BindingAccess.Write), new("y", BindingAccess.Write), new("z", BindingAccess.ReadWrite)], bindings);
    }

    [Fact]
    public void A_name_stands_for_one_operand() => Assert.Throws<IrException>(static () =>
        NamedOperands.Number("layout(std430) readonly buffer X { vec4 x[]; };\nlayout(std430) buffer Y { float x[]; };"));

    [Theory]
    [InlineData("x", "y")]
    [InlineData("x", "weight", "bias")]
    [InlineData("x", "weight", "y", "bias")]
    public void A_call_names_every_operand_and_no_other(params string[] names)
    {
        GraphBuilder builder = new();
        ValueId x = builder.Add(new Parameter(InputPort.Residual, TensorType.Of(ElementType.F32, Dim.Rows, 8)));
        Graph graph = builder.Build(x);
        OpSite site = new(RecordedFunction.Prefill, graph, graph.Define(x));
        Kernel kernel = RmsNormKernel.Emit("Norm", 8, new NormSpec(1e-6f, ZeroCentred: false), maskPadding: false);

        IrException error = Assert.Throws<IrException>(() => site.Call(kernel, KernelTopic.Norm, "Norm", [.. System.Array.ConvertAll(names, name => (name, (Operand?)x))]));

        Assert.Contains("x, weight, y", error.Message);
    }
}
