using System.Collections.Generic;
using System.Threading;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;
using Modelwright.IR.Tests;

namespace Modelwright.Backends.Tests;

/// <summary>What the Vulkan backend makes of a config.</summary>
internal static class Emitted
{
    public static ModelSpec Spec(string json) =>
        ConfigBinder.Bind(json).Spec ?? throw new IrException("the config has errors: " + string.Join(", ", ConfigBinder.Bind(json).Messages));

    public static ModelSpec Golden(string name) => Spec(TestFiles.Golden(name));

    public static ModelPlan Plan(ModelSpec spec) => VulkanBackend.Plan(spec, CancellationToken.None);

    public static IReadOnlyList<GeneratedFile> Files(ModelSpec spec, string className = "Model") =>
        new VulkanBackend().Emit(new ModelJob("Generated", className, "public", "config.json", spec), CancellationToken.None);
}
