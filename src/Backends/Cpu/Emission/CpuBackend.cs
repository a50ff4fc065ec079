using System.Collections.Generic;
using System.Threading;
using Modelwright.IR;

namespace Modelwright.Backends.Cpu;

/// <summary>Plain calls of the CPU runtime's operations: no driver, no other compiler, no native library.</summary>
internal sealed class CpuBackend : IBackend
{
    public string Name => "Cpu";

    public bool KeepsQuantised => true;

    public BackendCode Emit(ModelJob job, Module module, CancellationToken cancel)
    {
        CpuPlan plan = CpuPlan.Of(module, CpuPipeline.Run(module.Text, cancel));
        CpuPlan? vision = module.Vision is Tower tower ? CpuPlan.Of(module, CpuPipeline.Run(tower, cancel)) : null;
        return new BackendCode(
            DefinitionText.Face(job),
            [
                DefinitionText.Emit(job, plan), LayersText.Emit(job, plan), BuffersText.Emit(job, plan),
                .. vision is null ? (IReadOnlyList<GeneratedFile>)[] : [EncoderText.Emit(job, vision)],
            ]);
    }
}
