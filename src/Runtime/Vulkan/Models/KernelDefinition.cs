using System.Collections.Generic;

namespace Modelwright.Runtime.Vulkan;

/// <summary>A compute kernel of a generated model.</summary>
/// <param name="Name">Its name, unique in the model.</param>
/// <param name="Glsl">Its text. Binding 0 is the step buffer; specialisation constants 0 to 4 are subgroup size, subgroups, local size, cache format and rows; 16 + b is the format of binding b, see <see cref="FormatWord"/>.</param>
/// <param name="Class">What kind of work it is.</param>
/// <param name="Bindings">What it does to the buffers of bindings 1, 2, …</param>
/// <param name="X">Workgroups along x.</param>
/// <param name="Y">Workgroups along y.</param>
/// <param name="Z">Workgroups along z.</param>
/// <param name="SegmentKeys">0, or how many keys one dispatch walks: the call is then cut into segments of the key axis, told apart by push constants.</param>
/// <param name="Cut">The weight that may be bound in windows, each with a dispatch of its own; null for a kernel that takes all weights whole.</param>
/// <param name="States">The states that may be bound in windows; null for a kernel that has none.</param>
/// <param name="Product">The operands of a matrix product whose inputs may be taken in another order; null where none may.</param>
public sealed record KernelDefinition(
    string Name,
    string Glsl,
    KernelClass Class,
    IReadOnlyList<BindingAccess> Bindings,
    GridAxis X,
    GridAxis Y,
    GridAxis Z,
    int SegmentKeys = 0,
    KernelCut? Cut = null,
    StateCut? States = null,
    KernelProduct? Product = null);
