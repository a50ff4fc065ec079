using System.Linq;
using System.Threading;
using Modelwright.Backends.Cpu;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;

namespace Modelwright.Backends.Auto;

/// <summary>
/// Vulkan and the CPU under one class name: the class has what all classes have and holds the one of its two nested parts that <c>Load</c> chose; each part is what its backend
/// writes, and shares config, layer table and labels with the class around it.
/// </summary>
internal sealed class AutoBackend : IBackend
{
    public string Name => "Auto";

    public bool KeepsQuantised => true;

    public BackendCode Emit(ModelJob job, Module module, CancellationToken cancel)
    {
        BackendPart[] parts = Concurrently.Run(
            () => BackendPart.Emit(new VulkanBackend(), "OnVulkan", job, module, cancel),
            () => BackendPart.Emit(new CpuBackend(), "OnCpu", job, module, cancel));
        return new BackendCode(Face(job, parts), [PartsText.Emit(job, parts), .. parts.SelectMany(static part => part.Files)])
        {
            Messages = parts.SelectMany(static part => part.Code.Messages).ToEquatableArray(),
        };
    }

    private static ClassFace Face(ModelJob job, BackendPart[] parts)
    {
        string plans = string.Join(",\n        ", parts.Select(static part => $"{part.Variable} => {part.Code.Face.Memory(part.Variable)}"));
        string loads = string.Join(",\n        ", parts.Select(static part => $"{part.Variable} => new {part.Job.TypeName}(checkpoint, {part.Variable})"));
        return new ClassFace(
            Target: "Vulkan and the CPU",
            Remark: "A Vulkan card computes where there is one, else the CPU; <c>LoadReport</c> says which and why, and the options choose.",
            BaseType: job.Spec.Vision is null ? AutoNames.Model : AutoNames.VisionModel,
            AutoNames.LoadOptions,
            LoadSummary: "Loads the model on a Vulkan card where there is one, else on the CPU, unless the options say otherwise.",
            Load: $"new {job.TypeName}({AutoNames.Loader}.Load(\n        options,\n        {loads}))",
            Memory: options => $"{AutoNames.Memory}.Of(\n        {options},\n        {plans})");
    }
}
