using System;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Modelwright.Backends.Vulkan;
using Modelwright.IR.Tests;
using VerifyXunit;

namespace Modelwright.Backends.Tests;

/// <summary>Every file of three small models, as text. A changed snapshot is read before it is accepted: by renaming <c>.received.</c> to <c>.verified.</c>.</summary>
public class SnapshotTests
{
    private static readonly string[] Models = ["qwen3_dense", "qwen3_moe", "qwen3_next"];

    public static TheoryData<string, string> Files
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string model in Models)
            {
                foreach (GeneratedFile file in Emitted.Files(Emitted.Golden(model)))
                {
                    data.Add(model, file.HintName);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public Task A_generated_file(string model, string file)
    {
        string text = Emitted.Files(Emitted.Golden(model)).Single(generated => generated.HintName == file).Text;
        return Verifier.Verify(text.Replace(ProductVersion.Text, "{version}")).UseDirectory(Folder(model)).UseFileName(Path.GetFileNameWithoutExtension(file)).ToTask();
    }

    [Theory]
    [InlineData("qwen3_dense")]
    [InlineData("qwen3_moe")]
    [InlineData("qwen3_next")]
    public Task The_plan(string model) =>
        Verifier.Verify(Emitted.Plan(Emitted.Golden(model)).Schedule.ToString()).UseDirectory(Folder(model)).UseFileName("Plan").ToTask();

    /// <summary>The budget of scratch memory and the dispatches at published sizes.</summary>
    [Theory]
    [InlineData("qwen3-30b-a3b")]
    [InlineData("qwen3-235b-a22b")]
    [InlineData("qwen3-next-80b-a3b-thinking")]
    public Task The_plan_of_a_published_model(string model)
    {
        ModelPlan plan = Emitted.Plan(Emitted.Spec(TestFiles.FullSize(model + ".json")));
        string text = FormattableString.Invariant($"{plan.DispatchesPerToken} dispatches a token, {plan.Kernels.Kernels.Count} kernels\n{plan.Schedule}");
        return Verifier.Verify(text).UseDirectory(Folder("published")).UseFileName(model).ToTask();
    }

    [Theory]
    [InlineData("qwen3_dense")]
    [InlineData("qwen3_moe")]
    [InlineData("qwen3_next")]
    public void No_snapshot_is_left_over(string model)
    {
        string[] wanted = [.. Emitted.Files(Emitted.Golden(model)).Select(static file => Path.GetFileNameWithoutExtension(file.HintName)).Append("Plan")];
        string[] found = [.. Directory.EnumerateFiles(Path.Combine(Here(), Folder(model)), "*.verified.txt").Select(static path => Path.GetFileName(path).Replace(".verified.txt", ""))];

        Assert.Equal(wanted.Order(), found.Order());
    }

    private static string Folder(string model) => Path.Combine("Snapshots", model);

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
