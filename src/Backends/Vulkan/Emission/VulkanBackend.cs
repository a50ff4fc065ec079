using System.Linq;
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
        GeneratedFile[][] files = Concurrently.Run<GeneratedFile[]>(
            () => [DefinitionText.Emit(job, plan)],
            () => [RecordingText.Decode(job, plan), RecordingText.Prefill(job, plan), RecordingText.Exits(job, plan), BuffersText.Emit(job, plan)],
            () => plan.Encoder is PlannedEncoder encoder ? [EncoderText.Emit(job, plan, encoder)] : [],
            () => [KernelText.Table(job, plan.Kernels), .. KernelText.Sources(job, plan.Kernels)]);
        return new BackendCode(DefinitionText.Face(job, plan), files.SelectMany(static part => part).ToEquatableArray())
        {
            Messages = BindingLimits.Check(job, plan).ToEquatableArray(),
        };
    }

    /// <summary>Everything up to the text: passes and schedule.</summary>
    public static ModelPlan Plan(Module module, CancellationToken cancel) => ModelPlanner.Plan(module, cancel);
}
