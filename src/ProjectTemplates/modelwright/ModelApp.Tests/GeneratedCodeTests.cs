using System;
using System.IO;
using Modelwright.Testing;

namespace ModelApp.Tests;

/// <summary>What is generated from config.json.</summary>
public class GeneratedCodeTests
{
    private static readonly string Config = Path.Combine(AppContext.BaseDirectory, "config.json");

    [Fact]
    public void The_config_has_no_fault() => Assert.Empty(Generated.From(Config, Backend.Auto).Diagnostics);

    /// <summary>What the program sees: load, memory, config, tokens, layers, weights.</summary>
    [Fact]
    public void The_class() => Generated.From(Config, Backend.Cpu, className: "Qwen3").ModelClass.Verify("class");

    /// <summary>The compute shaders.</summary>
    [Fact]
    public void The_kernels() => Generated.From(Config, Backend.Vulkan, className: "Qwen3").Kernels.Verify("kernels");
}
