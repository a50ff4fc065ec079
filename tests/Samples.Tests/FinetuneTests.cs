using System;
using System.IO;
using System.Threading.Tasks;

namespace Modelwright.Samples.Tests;

public sealed class FinetuneTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("modelwright-finetune-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Two rounds over the lines, which is quick; what was learnt is saved and read by another backend, with the same labels.</summary>
    [Fact]
    public async Task It_learns_saves_and_another_backend_says_the_same()
    {
        string output = Path.Combine(_folder, "mood");
        (int exitCode, string[] lines, string errors) = await Sample.RunAsync("Finetune", "--epochs", "2", "--output", output);

        Assert.True(exitCode == 0, errors);
        Assert.Contains("epoch 2: loss", errors, StringComparison.Ordinal);
        Assert.Contains("24 of 24 have the same label on the backend cpu", lines[^1], StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(output, "config.json")) && File.Exists(Path.Combine(output, "model.safetensors")) && File.Exists(Path.Combine(output, "tokenizer.json")));

        (exitCode, string[] labels, errors) = await Sample.RunAsync("Classify", Sample.PathOf("Classify", "examples", "lines.txt"), "--checkpoint", output);
        Assert.True(exitCode == 0, errors);
        Assert.Equal(6, labels.Length);
    }

    [Fact]
    public async Task Numbers_that_make_no_sense_are_told()
    {
        (int exitCode, _, string errors) = await Sample.RunAsync("Finetune", "--epochs", "0");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("--epochs must be at least 1", errors, StringComparison.Ordinal);
    }
}
