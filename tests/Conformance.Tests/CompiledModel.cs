using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;
using Modelwright.Generator.Tests;
using Modelwright.Runtime;
using Modelwright.Runtime.Auto;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.TorchSharp;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Conformance.Tests;

/// <summary>A config taken through the generator and the C# compiler in memory; the class that comes out, ready to load checkpoints.</summary>
internal static class CompiledModel
{
    private static readonly ConcurrentDictionary<(string Backend, string Config), Type> Compiled = new();

    public static VulkanModel Load(string config, string checkpoint, VulkanLoadOptions options) => Load<VulkanModel, VulkanLoadOptions>("Vulkan", config, checkpoint, options);

    public static TorchModel Load(string config, string checkpoint, TorchLoadOptions options) => Load<TorchModel, TorchLoadOptions>("TorchSharp", config, checkpoint, options);

    public static CpuModel Load(string config, string checkpoint, CpuLoadOptions options) => Load<CpuModel, CpuLoadOptions>("Cpu", config, checkpoint, options);

    public static AutoModel Load(string config, string checkpoint, AutoLoadOptions options) => Load<AutoModel, AutoLoadOptions>("Auto", config, checkpoint, options);

    /// <summary>A model with fresh weights.</summary>
    public static TorchModel Create(string config, TorchLoadOptions options, long seed) =>
        Compiled.GetOrAdd(("TorchSharp", config), static key => Compile(key.Backend, key.Config))
            .GetMethod("Create", BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<Func<TorchLoadOptions, long, TorchModel>>()(options, seed);

    /// <summary>The weights a config's model asks for.</summary>
    public static WeightManifest Manifest(string config) =>
        (WeightManifest)Compiled.GetOrAdd(("TorchSharp", config), static key => Compile(key.Backend, key.Config)).GetNestedType("Weights")!.GetProperty("Manifest")!.GetValue(null)!;

    private static TModel Load<TModel, TOptions>(string backend, string config, string checkpoint, TOptions options)
        where TModel : ILanguageModel
    {
        Type type = Compiled.GetOrAdd((backend, config), static key => Compile(key.Backend, key.Config));
        MethodInfo load = type.GetMethod("Load", BindingFlags.Public | BindingFlags.Static, [typeof(string), typeof(TOptions)])
            ?? throw new MissingMethodException(type.Name, "Load");
        return load.CreateDelegate<Func<string, TOptions, TModel>>()(checkpoint, options);
    }

    private static Type Compile(string backend, string config)
    {
        GeneratorRun run = GeneratorRun.Of(config, className: "Model", backend: backend, rootNamespace: "Conformance");
        Assert.DoesNotContain(run.Diagnostics, static d => d.Severity == DiagnosticSeverity.Error);
        Assert.Empty(run.CompilerMessages);
        using MemoryStream assembly = new();
        EmitResult result = run.Output.Emit(assembly);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return Assembly.Load(assembly.ToArray()).GetType("Conformance.Model", throwOnError: true)!;
    }
}
