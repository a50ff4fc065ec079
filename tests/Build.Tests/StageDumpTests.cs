using System;
using System.IO;
using System.Linq;
using System.Threading;
using Modelwright.KernelCompiler;
using Modelwright.Tests;

namespace Modelwright.Build.Tests;

/// <summary>What <c>ModelwrightDump</c> writes.</summary>
public class StageDumpTests
{
    private static readonly string Config = Path.Combine(Repository.Root, "tests", "goldens", "qwen3_moe", "config.json");

    [Theory]
    [InlineData("", new[] { "Tiny.Cpu.ir.txt", "Tiny.Vulkan.ir.txt", "Tiny.Vulkan.schedule.txt" })]
    [InlineData("Cpu", new[] { "Tiny.Cpu.ir.txt" })]
    [InlineData("auto;TorchSharp", new[] { "Tiny.Cpu.ir.txt", "Tiny.TorchSharp.ir.txt", "Tiny.Vulkan.ir.txt", "Tiny.Vulkan.schedule.txt" })]
    public void Each_backend_has_its_graphs_and_Vulkan_its_schedule(string backends, string[] files)
    {
        string folder = Directory.CreateTempSubdirectory("modelwright-dump-").FullName;
        try
        {
            Assert.Equal(0, Program.Dump(folder, [$"{Config}||Tiny|{backends}"], CancellationToken.None));

            Assert.Equal(files, Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
            Assert.All(Directory.EnumerateFiles(folder, "*.ir.txt"), static file => Assert.Contains("-- lowered\n", File.ReadAllText(file), StringComparison.Ordinal));
            Assert.All(Directory.EnumerateFiles(folder, "*.schedule.txt"), static file => Assert.Contains("    barrier\n", File.ReadAllText(file), StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_refused_config_has_no_files_and_a_folder_that_cannot_be_is_an_error()
    {
        string folder = Directory.CreateTempSubdirectory("modelwright-dump-").FullName;
        try
        {
            string broken = Path.Combine(folder, "broken.json");
            File.WriteAllText(broken, "{");
            Assert.Equal(0, Program.Dump(Path.Combine(folder, "out"), [$"{broken}||Tiny|"], CancellationToken.None));
            Assert.Empty(Directory.EnumerateFiles(Path.Combine(folder, "out")));
            Assert.Equal(1, Program.Dump(Path.Combine(broken, "below-a-file"), [$"{Config}||Tiny|Cpu"], CancellationToken.None));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
