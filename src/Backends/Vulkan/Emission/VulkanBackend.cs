using System.Collections.Generic;
using System.Threading;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>Compute kernels in GLSL and the plan that records them, on top of the Vulkan runtime.</summary>
internal sealed class VulkanBackend : IBackend
{
    public string Name => "Vulkan";

    public bool KeepsQuantised => true;

    public BackendCode Emit(ModelJob job, Module module, CancellationToken cancel)
    {
        ModelPlan plan = Plan(module, cancel);
        return new BackendCode(
            DefinitionText.Face(job, plan),
            [
                DefinitionText.Emit(job, plan),
                RecordingText.Decode(job, plan),
                RecordingText.Prefill(job, plan),
                RecordingText.Exits(job, plan),
                BuffersText.Emit(job, plan),
                .. plan.Encoder is PlannedEncoder encoder ? (IReadOnlyList<GeneratedFile>)[EncoderText.Emit(job, plan, encoder)] : [],
                KernelText.Table(job, plan.Kernels),
                .. KernelText.Sources(job, plan.Kernels),
            ])
        {
            Messages = BindingLimits.Check(job, plan).ToEquatableArray(),
        };
    }

    /// <summary>Everything up to the text: passes and schedule.</summary>
    public static ModelPlan Plan(Module module, CancellationToken cancel) => ModelPlanner.Plan(module, cancel);
}
