using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Modelwright.IR;

namespace Modelwright.Backends.Cpu;

/// <summary>
/// The passes, in order. Read this list to know what the CPU compiler does: ops become the runtime's operations, each of which reads its weights once. Experts come
/// before gated products, because a shared expert is matched by the product it consists of.
/// </summary>
internal static class CpuPipeline
{
    public static readonly IReadOnlyList<IPass> Passes =
        [new FuseMaskedNorm(), new FuseAttention(), new FuseDeltaNet(), new FuseExperts(), new FuseGatedLinear(), new FuseResidual(), new EliminateDead()];

    /// <summary>One function for any number of new columns, rewritten to what <see cref="OpTable"/> has calls for: the runtime chooses kernels by their number.</summary>
    public static Function Run(Module module, CancellationToken cancel)
    {
        Function function = module.Functions.First(static f => f.Kind == FunctionKind.Prefill);
        return function with
        {
            Entry = Run(function.Entry, cancel),
            LayerKinds = function.LayerKinds.Select(block => Run(block, cancel)).ToEquatableArray(),
            Exit = Run(function.Exit, cancel),
        };
    }

    private static Block Run(Block block, CancellationToken cancel) => PassRunner.Run(block, Passes, OpTable.Entries.Accepts, cancel);
}
