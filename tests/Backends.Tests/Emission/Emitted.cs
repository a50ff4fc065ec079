using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Modelwright.Backends.Vulkan;
using Modelwright.Compiler;
using Modelwright.IR;
using Modelwright.IR.Tests;

namespace Modelwright.Backends.Tests;

/// <summary>What the Vulkan backend makes of a config.</summary>
internal static class Emitted
{
    public static ModelSpec Spec(string json) =>
        ConfigBinder.Bind(json).Spec ?? throw new IrException("the config has errors: " + string.Join(", ", ConfigBinder.Bind(json).Messages));

    public static ModelSpec Golden(string name) => Spec(TestFiles.Golden(name));

    public static ModelPlan Plan(ModelSpec spec) => VulkanBackend.Plan(ModelLowering.Lower(spec), CancellationToken.None);

    public static IReadOnlyList<GeneratedFile> Files(ModelSpec spec, string className = "Model", string backend = "Vulkan")
    {
        CompiledModel model = ModelCompiler.Compile(new CompileJob("Generated", className, "public", "config.json", backend, spec), CancellationToken.None);
        Assert.DoesNotContain(model.Messages, static said => MessageCatalog.Of(said.Message.Id).Severity == MessageSeverity.Error);
        return [.. model.Files.Select(static file => file with { HintName = file.HintName["Generated.".Length..] })];
    }
}
