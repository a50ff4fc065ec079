using System.IO;
using System.Linq;
using System.Threading.Tasks;
using VerifyXunit;

namespace Modelwright.Backends.Tests;

/// <summary>What a head changes in the generated class: its interface, its labels, its exit, and for training its loss and dropout.</summary>
public class HeadSnapshotTests
{
    [Theory]
    [InlineData("qwen3_moe_sequenceclassification", "TorchSharp", "Model.Module.g.cs")]
    [InlineData("qwen3_moe_sequenceclassification", "Vulkan", "Model.Labels.g.cs")]
    [InlineData("qwen3_moe_sequenceclassification", "Vulkan", "Model.g.cs")]
    [InlineData("qwen3_moe_regression", "TorchSharp", "Model.Labels.g.cs")]
    [InlineData("qwen3_moe_tokenclassification", "TorchSharp", "Model.Module.g.cs")]
    [InlineData("qwen3_moe_tokenclassification", "Vulkan", "Model.Exits.g.cs")]
    [InlineData("qwen3_moe_questionanswering", "Vulkan", "Model.Exits.g.cs")]
    [InlineData("qwen3_moe_questionanswering", "Cpu", "Model.Weights.g.cs")]
    [InlineData("qwen3_moe_model", "Vulkan", "Model.Exits.g.cs")]
    [InlineData("qwen3_moe_model", "Cpu", "Model.g.cs")]
    public Task A_generated_file(string model, string backend, string file)
    {
        string text = Emitted.Files(Emitted.Golden(model), backend: backend).Single(generated => generated.HintName == file).Text;
        return Verifier.Verify(text.Replace(ProductVersion.Text, "{version}")).UseDirectory(Path.Combine("Snapshots", "heads", model)).UseFileName($"{backend}.{Path.GetFileNameWithoutExtension(file)}").ToTask();
    }
}
