using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// One compute kernel: its GLSL, what it binds after <c>Step</c> (which is binding 0 of every kernel), the grid it runs on,
/// and the most loop back-edges one invocation can take.
/// </summary>
/// <param name="Cut">The weight that may be bound in windows.</param>
/// <param name="States">The states that may be bound in windows.</param>
/// <param name="SegmentKeys">For prefill attention: how many keys one dispatch may walk; 0 for every other kernel.</param>
/// <param name="Product">The operands of a matrix product whose inputs may be taken in another order.</param>
internal sealed record Kernel(
    string Name,
    string Glsl,
    KernelClass Class,
    EquatableArray<KernelBinding> Bindings,
    Grid Grid,
    long LoopBound,
    int SegmentKeys = 0,
    WeightCut? Cut = null,
    StateWindows? States = null,
    MatrixProduct? Product = null)
{
    /// <summary>The GLSL as the generated class holds it, to the letter: a compiled kernel is found by it.</summary>
    public string Text => Glsl.TrimEnd('\n');

    /// <summary>The cut as the runtime knows it, by the operand's place.</summary>
    public KernelCut? BindingCut => Cut is null
        ? null
        : new KernelCut(PlaceOf(Cut.Operand), Cut.Items, Cut.RowsPerItem, Cut.Accumulates, Cut.Group);

    /// <summary>The states as the runtime knows them, by the operands' places.</summary>
    public StateCut? BindingStates => States is null ? null : new StateCut(States.Operands.Select(PlaceOf).ToEquatableArray(), States.Joins);

    /// <summary>The product as the runtime knows it, by the operands' places.</summary>
    public KernelProduct? BindingProduct => Product is null
        ? null
        : new KernelProduct(PlaceOf(Product.Weights), PlaceOf(Product.Inputs), Product.Norm is null ? null : PlaceOf(Product.Norm));

    /// <summary>Rows of an operand that stay together when it is cut, unless they are too many for a window; 0 for one that is bound whole.</summary>
    public int RowsTogether(int operand) => IsCut(operand) ? Cut!.RowsPerItem * (Cut.Group > 1 ? Cut.Group : Cut.Together) : 0;

    /// <summary>Rows of an operand that stay together in any case.</summary>
    public int RowsAtLeast(int operand) => IsCut(operand) ? Cut!.RowsPerItem * Cut.Together : 0;

    /// <summary>A kernel whose operands are those its text declares.</summary>
    public static Kernel Of(string name, string template, KernelClass kernelClass, Grid grid, long loopBound, int segmentKeys = 0, WeightCut? cut = null, StateWindows? states = null, MatrixProduct? product = null)
    {
        (string glsl, EquatableArray<KernelBinding> bindings) = NamedOperands.Number(template);
        return new Kernel(name, glsl, kernelClass, bindings, grid, loopBound, segmentKeys, cut, states, product);
    }

    private bool IsCut(int operand) => Bindings[operand].Name == Cut?.Operand;

    private int PlaceOf(string operand) => Bindings.ToList().FindIndex(binding => binding.Name == operand);
}

/// <summary>The operand of a kernel that may be a window of a weight; see <see cref="KernelCut"/>.</summary>
/// <param name="Operand">Its name.</param>
/// <param name="Items">Items of the whole weight: outputs, outputs of experts, or tokens of a table.</param>
/// <param name="RowsPerItem">Rows of the weight that belong to one.</param>
/// <param name="Together">Items that a window has a multiple of: whole blocks of what a lane writes.</param>
/// <param name="Accumulates">Whether each window's dispatch adds to what the one before it left.</param>
/// <param name="Group">Items that belong together, an expert's outputs: windows are whole groups, or parts of one where a group is too large.</param>
internal sealed record WeightCut(string Operand, int Items, int RowsPerItem = 1, int Together = 8, bool Accumulates = false, int Group = 1)
{
    /// <summary>The matrices of experts, one behind the other.</summary>
    public static WeightCut OfExperts(string operand, int experts, int outputs, int rowsPerOutput = 1) => new(operand, experts * outputs, rowsPerOutput, Group: outputs);
}

/// <summary>The operands of a kernel that may be windows of a state; see <see cref="StateCut"/>.</summary>
/// <param name="Operands">Their names.</param>
/// <param name="Joins">Whether parts of one item meet in memory.</param>
internal sealed record StateWindows(EquatableArray<string> Operands, bool Joins = false)
{
    public static StateWindows Of(params string[] operands) => new(operands.ToEquatableArray());
}

/// <summary>The operands of a kernel that multiplies rows with a matrix, by their names; see <see cref="KernelProduct"/>.</summary>
internal sealed record MatrixProduct(string Weights, string Inputs, string? Norm = null);

/// <summary>A storage buffer of a kernel; <paramref name="Name"/> is its name in the GLSL.</summary>
internal sealed record KernelBinding(string Name, BindingAccess Access);

/// <summary>The three axes of a dispatch.</summary>
internal sealed record Grid(GridAxis X, GridAxis Y, GridAxis Z)
{
    public Grid(GridAxis x)
        : this(x, GridAxis.One, GridAxis.One)
    {
    }

    public Grid(GridAxis x, GridAxis y)
        : this(x, y, GridAxis.One)
    {
    }
}
