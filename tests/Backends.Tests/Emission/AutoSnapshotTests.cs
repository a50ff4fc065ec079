using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using VerifyXunit;

namespace Modelwright.Backends.Tests;

/// <summary>The class for Vulkan and the CPU: what it has of its own, and that its parts are what each backend writes.</summary>
public class AutoSnapshotTests
{
    [Theory]
    [InlineData("qwen3_moe", "Model.g.cs")]
    [InlineData("qwen3_moe", "Model.Parts.g.cs")]
    [InlineData("qwen3_vl", "Model.g.cs")]
    public Task A_generated_file(string model, string file)
    {
        string text = Emitted.Files(Emitted.Golden(model), backend: "Auto").Single(generated => generated.HintName == file).Text;
        return Verifier.Verify(text.Replace(ProductVersion.Text, "{version}")).UseDirectory(Path.Combine("Snapshots", "auto", model)).UseFileName(Path.GetFileNameWithoutExtension(file)).ToTask();
    }

    /// <summary>What a backend writes for itself stands in its part, word for word but for the indentation; what all classes share stands once.</summary>
    [Theory]
    [InlineData("Cpu")]
    [InlineData("Vulkan")]
    public void Each_part_is_what_its_backend_writes(string backend)
    {
        IReadOnlyList<GeneratedFile> both = Emitted.Files(Emitted.Golden("qwen3_next"), backend: "Auto");
        string[] shared = ["Model.g.cs", "Model.Config.g.cs", "Model.LayerTable.g.cs", "Model.Tokens.g.cs"];
        int compared = 0;
        foreach (GeneratedFile file in Emitted.Files(Emitted.Golden("qwen3_next"), backend: backend).Where(file => !shared.Contains(file.HintName)))
        {
            if (backend == "Cpu" && file.HintName == "Model.Weights.g.cs")
            {
                Assert.Contains(file, both);
                continue;
            }

            GeneratedFile part = both.Single(other => other.HintName == file.HintName.Replace("Model.", $"Model.On{backend}.", StringComparison.Ordinal));
            string[] inside = [.. Lines(part).Except([$"partial class On{backend}", "{", "}"])];
            Assert.Equal([.. Lines(file).Except(["{", "}"])], inside.Select(line => line.Replace($"On{backend}", "Model", StringComparison.Ordinal).Replace("internal ", "private ", StringComparison.Ordinal)));
            compared++;
        }

        Assert.InRange(compared, 3, 40);
        Assert.All(shared, name => Assert.Single(both, file => file.HintName == name));
    }

    private static IEnumerable<string> Lines(GeneratedFile file) => file.Text.Split('\n').Select(static line => line.Trim());
}
