using System.Collections.Generic;
using System.Threading;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>Compute kernels in GLSL and the plan that records them, on top of the Vulkan runtime.</summary>
internal sealed class VulkanBackend : IBackend
{
    public string Name => "Vulkan";

    public IReadOnlyList<GeneratedFile> Emit(ModelJob job, Module module, CancellationToken cancel)
    {
        ModelPlan plan = Plan(module, cancel);
        return
        [
            ClassText.Emit(job, plan),
            ConfigConstants.Emit(job),
            RecordingText.Decode(job, plan),
            RecordingText.Prefill(job, plan),
            RecordingText.Logits(job, plan),
            ClassFile.Emit(job, "Weights", "the weights and where checkpoints have them", writer =>
            {
                WeightManifestText.Write(writer, job, plan.Weights);
                writer.Line();
                WeightManifestText.WriteSlots(writer, plan.Weights);
            }),
            BuffersText.Emit(job, plan),
            KernelText.Table(job, plan.Kernels),
            .. KernelText.Sources(job, plan.Kernels),
        ];
    }

    /// <summary>Everything up to the text: passes and schedule.</summary>
    public static ModelPlan Plan(Module module, CancellationToken cancel) => ModelPlanner.Plan(VulkanPipeline.Run(module, cancel));
}
