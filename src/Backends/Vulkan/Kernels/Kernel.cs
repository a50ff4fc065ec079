using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// One compute kernel: its GLSL, what it binds after <c>Step</c> (which is binding 0 of every kernel), the grid it runs on,
/// and the most loop back-edges one invocation can take.
/// </summary>
/// <param name="Cut">The weight that may be bound in windows.</param>
/// <param name="SegmentKeys">For prefill attention: how many keys one dispatch may walk; 0 for every other kernel.</param>
internal sealed record Kernel(
    string Name,
    string Glsl,
    KernelClass Class,
    EquatableArray<KernelBinding> Bindings,
    Grid Grid,
    long LoopBound,
    int SegmentKeys = 0,
    WeightCut? Cut = null)
{
    /// <summary>The GLSL as the generated class holds it, to the letter: a compiled kernel is found by it.</summary>
    public string Text => Glsl.TrimEnd('\n');

    /// <summary>The cut as the runtime knows it, by the operand's place.</summary>
    public KernelCut? BindingCut => Cut is null
        ? null
        : new KernelCut(Bindings.ToList().FindIndex(binding => binding.Name == Cut.Operand), Cut.Items, Cut.RowsPerItem, Cut.Accumulates);

    /// <summary>Rows of an operand that stay together when it is cut; 0 for one that is bound whole.</summary>
    public int RowsTogether(int operand) => Bindings[operand].Name == Cut?.Operand ? Cut.RowsPerItem * Cut.Together : 0;

    /// <summary>A kernel whose operands are those its text declares.</summary>
    public static Kernel Of(string name, string template, KernelClass kernelClass, Grid grid, long loopBound, int segmentKeys = 0, WeightCut? cut = null)
    {
        (string glsl, EquatableArray<KernelBinding> bindings) = NamedOperands.Number(template);
        return new Kernel(name, glsl, kernelClass, bindings, grid, loopBound, segmentKeys, cut);
    }
}

/// <summary>The operand of a kernel that may be a window of a weight; see <see cref="KernelCut"/>.</summary>
/// <param name="Operand">Its name.</param>
/// <param name="Items">Items of the whole weight: outputs, experts, or tokens of a table.</param>
/// <param name="RowsPerItem">Rows of the weight that belong to one.</param>
/// <param name="Together">Items that a window has a multiple of: whole blocks of what a lane writes.</param>
/// <param name="Accumulates">Whether each window's dispatch adds to what the one before it left.</param>
internal sealed record WeightCut(string Operand, int Items, int RowsPerItem = 1, int Together = 8, bool Accumulates = false);

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
