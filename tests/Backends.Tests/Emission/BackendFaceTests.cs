using System.Threading;
using Modelwright.Backends.Auto;
using Modelwright.Backends.Cpu;
using Modelwright.Backends.TorchSharp;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;
using Modelwright.IR.Tests;

namespace Modelwright.Backends.Tests;

/// <summary>What each backend says of itself, and the class that a model derives from there.</summary>
public class BackendFaceTests
{
    private static IBackend[] All => [new CpuBackend(), new VulkanBackend(), new TorchSharpBackend(), new AutoBackend()];

    [Fact]
    public void Names_and_whether_weights_stay_quantised()
    {
        Assert.Equal(["Cpu", "Vulkan", "TorchSharp", "Auto"], System.Array.ConvertAll(All, static backend => backend.Name));
        Assert.Equal([true, true, false, true], System.Array.ConvertAll(All, static backend => backend.KeepsQuantised));
    }

    [Fact]
    public void A_model_that_sees_has_another_base()
    {
        const string Runtime = "global::Modelwright.Runtime.";
        Assert.Equal(
            [Runtime + "Cpu.CpuModel", Runtime + "Vulkan.VulkanModel", Runtime + "TorchSharp.TorchModel", Runtime + "Auto.AutoModel"],
            System.Array.ConvertAll(All, static backend => Face(backend, TinySpecs.Dense).BaseType));
        Assert.Equal(
            [Runtime + "Cpu.CpuVisionModel", Runtime + "Vulkan.VulkanVisionModel", Runtime + "TorchSharp.TorchVisionModel", Runtime + "Auto.AutoVisionModel"],
            System.Array.ConvertAll(All, static backend => Face(backend, TinySpecs.Dense with { Vision = TinyVision.Spec }).BaseType));
    }

    /// <summary>The memory that a model takes is planned with its tower, where it has one.</summary>
    [Fact]
    public void Memory_is_planned_with_the_tower_that_sees()
    {
        Assert.All(All, static backend => Assert.NotEqual(Face(backend, TinySpecs.Dense).Memory("o"), Face(backend, TinySpecs.Dense with { Vision = TinyVision.Spec }).Memory("o")));
        Assert.Contains("VisionTower", Face(new CpuBackend(), TinySpecs.Dense with { Vision = TinyVision.Spec }).Memory("o"));
        Assert.DoesNotContain("VisionTower", Face(new VulkanBackend(), TinySpecs.Dense).Memory("o"));
    }

    /// <summary>What a part's backend says of its sizes, the class of several backends says too.</summary>
    [Fact]
    public void What_one_backend_says_is_said_of_both()
    {
        ModelSpec wide = TinySpecs.Dense with { HiddenSize = 64, VocabularySize = (1 << 19) + 1 };
        EquatableArray<CompilerMessage> said = Emit(new VulkanBackend(), wide).Messages;

        Assert.NotEmpty(said);
        Assert.Equal(said, Emit(new AutoBackend(), wide).Messages);
    }

    private static ClassFace Face(IBackend backend, ModelSpec spec) => Emit(backend, spec).Face;

    private static BackendCode Emit(IBackend backend, ModelSpec spec) =>
        backend.Emit(new ModelJob("Generated", "Model", "public", "config.json", spec), ModelLowering.Lower(spec), CancellationToken.None);
}
