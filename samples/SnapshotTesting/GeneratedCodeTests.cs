using System;
using System.IO;
using System.Threading.Tasks;
using Modelwright.Testing;
using VerifyXunit;

namespace Samples.SnapshotTesting;

/// <summary>What is generated from config.json. Whoever changes a key, or the version of Modelwright, sees in the snapshots' diff what became of it.</summary>
public class GeneratedCodeTests
{
    private static readonly string Config = Path.Combine(AppContext.BaseDirectory, "config.json");

    [Fact]
    public Task The_kernels() => Generated.From(Config, Backend.Vulkan).Kernels.VerifyEachAsync("kernels");

    [Fact]
    public Task The_class() => Generated.From(Config, Backend.Cpu, className: "Tiny").ModelClass.VerifyEachAsync("class");

    /// <summary>Which dispatches a call consists of, what waits for what, and which buffers share memory.</summary>
    [Fact]
    public Task The_schedule() => Verifier.Verify(Generated.From(Config, Backend.Vulkan).Schedule).UseDirectory("schedule").ToTask();

    [Fact]
    public void The_config_has_no_fault() => Assert.Empty(Generated.From(Config, Backend.Vulkan).Diagnostics);

    [Fact]
    public void A_fault_is_found_at_its_place()
    {
        string broken = File.ReadAllText(Config).Replace("\"silu\"", "\"sulu\"", StringComparison.Ordinal);
        GeneratedDiagnostic fault = Assert.Single(Generated.FromText(broken, Backend.Vulkan).Diagnostics);

        Assert.Equal("MW1005", fault.Code);
        Assert.Contains("sulu", fault.Message, StringComparison.Ordinal);
    }
}
