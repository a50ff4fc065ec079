using System.Linq;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;

namespace Modelwright.Backends.Tests;

/// <summary>What products and experts' kernels have for a shape, and of which of them the runtime may bring inputs into another order.</summary>
public class MatrixShapeTests
{
    private static readonly NormSpec Norm = new(1e-6f, ZeroCentred: false);

    /// <summary>Rows of a window and rows merged into one lie elsewhere than those that the runtime would reorder.</summary>
    [Theory]
    [InlineData(false, 1, true, "step.rows;")]
    [InlineData(false, 4, false, "step.rows / 4u;")]
    [InlineData(true, 1, false, "min(step.rows, step.rowOffset + 64u);")]
    public void Products_of_many_rows(bool window, int merged, bool reorders, string end)
    {
        Kernel kernel = GemmKernel.Emit("W", 72, 50, bias: false, LinearEpilogue.None, window: window, merged: merged);

        Assert.Equal(reorders ? new MatrixProduct("weights", "x") : null, kernel.Product);
        Assert.Equal(reorders ? new KernelProduct(1, 0, null) : null, kernel.BindingProduct);
        Assert.Contains($"uint end = {end}\n", kernel.Glsl);
    }

    /// <summary>Operands are told by their places: x, weights, then the norm's.</summary>
    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, false, true)]
    [InlineData(false, true, false)]
    [InlineData(true, true, false)]
    public void Products_of_one_row(bool norm, bool last, bool reorders)
    {
        Kernel kernel = GemvKernel.Emit("W", new FusedLinear(72, 50, norm ? Norm : null, Bias: false, LinearEpilogue.None, Activation.Silu, LastColumn: last));

        Assert.Equal(reorders ? new MatrixProduct("weights", "x", norm ? "norm" : null) : null, kernel.Product);
        Assert.Equal(reorders ? new KernelProduct(Weights: 1, Inputs: 0, Norm: norm ? 2 : null) : null, kernel.BindingProduct);
        Assert.Equal(new GridAxis(1, last ? Extent.Batch : Extent.Rows), kernel.Grid.Y);
    }

    [Fact]
    public void What_multiplies_nothing_has_no_product() => Assert.Null(RmsNormKernel.Emit("Norm", 72, Norm, maskPadding: false).BindingProduct);

    /// <summary>Rows of a table may be cut one by one, and each window adds to what the one before it left.</summary>
    [Fact]
    public void Taps_are_summed_over_the_windows_of_a_table() =>
        Assert.Equal(new WeightCut("table", 9, Together: 1, Accumulates: true), InterpolateKernel.Emit("Interpolate", 4, places: 9, 72).Cut);

    /// <summary>A row is as wide as the widest expert, 28 numbers or 40; the shared one's end is masked at its own width.</summary>
    [Theory]
    [InlineData(40, "")]
    [InlineData(20, "\n\n    if (block == 2u)\n    {\n        low = mix(vec4(0.0), low, lessThan(uvec4(0u, 1u, 2u, 3u), uvec4(4u)));")]
    public void A_shared_expert_is_read_by_its_own_width(int shared, string mask)
    {
        string text = ExpertDownKernel.Emit("Down", new RoutedExperts(72, 12, 28, 3, shared, Activation.Silu, null)).Glsl;
        Assert.Contains($"void read_shared_h(uint row, uint block, out vec4 low, out vec4 high)\n{{\n    uint at = (row * {(shared == 40 ? 5 : 4)}u + block) * 2u;\n    low = h[at];\n    high = h[at + 1u];{mask}", text);
    }

    /// <summary>One pass is 512 columns at most; more are not unrolled.</summary>
    [Theory]
    [InlineData(512, "    for (")]
    [InlineData(1024, "    [[dont_unroll]] for (")]
    public void The_passes_of_a_wide_shared_expert_are_not_unrolled(int shared, string loop) => Assert.Contains(
        loop + "uint start = window.first > 0u ? SHARED_DOWN_UNITS : 0u;", ExpertDownKernel.Emit("Down", new RoutedExperts(72, 12, 28, 3, shared, Activation.Silu, null)).Glsl);

    /// <summary>With a norm a token has one row for all its experts; without it each slot has its own.</summary>
    [Theory]
    [InlineData(true, "hold_gate_up(row, start);")]
    [InlineData(false, "hold_gate_up(row * SLOTS + slot, start);")]
    public void Experts_of_one_row_find_their_inputs(bool norm, string hold) =>
        Assert.Contains(hold, ExpertGateUpKernel.Emit("GateUp", new RoutedExperts(72, 12, 28, 3, null, Activation.Silu, null), norm ? Norm : null).Glsl);

    [Theory]
    [InlineData(true, "tile_source[0] = entry[0];")]
    [InlineData(false, "tile_source[0] = entry[0] / EXPERTS_PER_TOKEN;")]
    public void Experts_of_many_rows_find_their_inputs(bool routed, string source) =>
        Assert.Contains(source, GroupedGateUpKernel.Emit("GateUp", 72, 28, 12, 3, Activation.Silu, routed).Glsl);

    /// <summary>A column an invocation, padded, of the widest row; a token's row is every slot's unless it has one for each.</summary>
    [Theory]
    [InlineData(43, null, true, 48, "row")]
    [InlineData(43, 21, false, 48, "token")]
    [InlineData(43, 70, true, 72, "row")]
    public void Rows_of_routes_are_reordered_column_by_column(int width, int? shared, bool routed, int columns, string start)
    {
        RoutedExperts op = new(64, 5, width, 2, shared, Activation.Silu, null);
        Kernel kernel = ReorderRoutesKernel.Emit("Order", op, new RoutedRows(width, shared, 70, op.Slots, routed));

        Assert.Equal(new Grid(new GridAxis(columns, Unit: GridUnit.Lane), new GridAxis(op.Slots), new GridAxis(1, Extent.Rows)), kernel.Grid);
        Assert.Contains("const uint COLUMNS = 48u;", kernel.Glsl);
        Assert.Contains($"uint start = {start} * STRIDE;", kernel.Glsl);
        Assert.Equal(shared is not null, kernel.Glsl.Contains($"const uint SHARED_COLUMNS = {(shared == 21 ? 24 : 72)}u;", System.StringComparison.Ordinal));
        Assert.Equal(shared is not null, kernel.Bindings.Select(static binding => binding.Name).Contains("shared_order"));
    }
}
