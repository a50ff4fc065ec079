using System.Collections.Generic;

namespace Modelwright.Gpu;

/// <summary>What a compiler made of one kernel.</summary>
/// <param name="Config">The model.</param>
/// <param name="Variant">Its formats.</param>
/// <param name="Kernel">The kernel's name.</param>
/// <param name="Class">What kind of work it is.</param>
/// <param name="Decodes">Whether a token takes it.</param>
/// <param name="Code">What the code is like.</param>
internal sealed record KernelReport(string Config, string Variant, string Kernel, KernelClass Class, bool Decodes, CodeStatistics Code);

/// <summary>What a driver tells of a pipeline.</summary>
/// <param name="Registers">Vector registers of an invocation; Intel: the most that are alive at once.</param>
/// <param name="Spills">Registers that went to memory and came back, scalar ones too.</param>
/// <param name="ScratchBytes">Memory for them.</param>
/// <param name="SharedBytes">Of a workgroup.</param>
/// <param name="Waves">Subgroups that a SIMD unit holds at a time by their registers; null where the driver does not say.</param>
/// <param name="CodeBytes">Machine code; Intel tells instructions, which take up to 16 bytes.</param>
internal sealed record CodeStatistics(long Registers, long Spills, long ScratchBytes, long SharedBytes, long? Waves, long CodeBytes);

/// <summary>What a process that compiled for one family has to say.</summary>
/// <param name="Device">The device that the driver pretends to have.</param>
/// <param name="Driver">The driver and its version.</param>
/// <param name="SubgroupSize">Invocations of a subgroup.</param>
/// <param name="Kernels">Every kernel of every config and variant.</param>
internal sealed record FamilyReport(string Device, string Driver, int SubgroupSize, IReadOnlyList<KernelReport> Kernels);
