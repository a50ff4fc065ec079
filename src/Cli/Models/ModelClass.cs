using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Modelwright.Compiler;
using Modelwright.Runtime;
using Modelwright.Runtime.Auto;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Cli;

/// <summary>The class of a config, generated, compiled and loaded in memory: what a project would have, without the project.</summary>
internal sealed class ModelClass
{
    private const string Name = "Model";

    private static readonly CSharpParseOptions Parse = new(LanguageVersion.Latest);

    private readonly Type _type;

    private ModelClass(Type type)
    {
        _type = type;
    }

    /// <summary>Compiles the class for a backend: <c>Auto</c>, <c>Cpu</c>, <c>Vulkan</c>, or another whose runtime this process has.</summary>
    /// <exception cref="ToolException">The backend cannot compile the model.</exception>
    public static ModelClass Compile(ConfigText config, string backend, CancellationToken cancel)
    {
        CompileTarget target = new("Modelwright.Inspected", Name, "public", Path.GetFileName(config.Path), [backend]);
        CompiledConfig compiled = ModelCompiler.Compile(config.Text, target, cancel);
        if (compiled.Messages.Select(message => MessageText.Of(message, compiled.Bound, config.Text)).FirstOrDefault(static message => message.IsError) is { } error)
        {
            throw new ToolException(error.In(config.Path));
        }

        CSharpCompilation compilation = CSharpCompilation.Create(
            "Modelwright.Inspected",
            compiled.Files.Select(file => CSharpSyntaxTree.ParseText(file.Text, Parse, file.HintName, cancellationToken: cancel)),
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Release));
        using MemoryStream image = new();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(image, cancellationToken: cancel);
        if (!result.Success)
        {
            throw new InvalidOperationException("The generated class does not compile: " + result.Diagnostics.First(static d => d.Severity == DiagnosticSeverity.Error));
        }

        image.Position = 0;
        return new ModelClass(new AssemblyLoadContext("model", isCollectible: true).LoadFromStream(image).GetType("Modelwright.Inspected." + Name, throwOnError: true)!);
    }

    /// <summary>The options of the class's backend.</summary>
    public static LoadOptions OptionsFor(string backend) => backend switch
    {
        "Auto" => new AutoLoadOptions(),
        "Cpu" => new CpuLoadOptions(),
        _ => new VulkanLoadOptions(),
    };

    /// <summary>The weights that the class reads.</summary>
    public WeightManifest Manifest => (WeightManifest)_type.GetNestedType("Weights")!.GetProperty("Manifest")!.GetValue(obj: null)!;

    /// <summary>What a model and one session of it would take.</summary>
    public MemoryPlan Memory(int context, LoadOptions options) => (MemoryPlan)Call(
        _type, "Memory", Arguments(_type.GetMethod("Memory")!, new() { ["batch"] = 1, ["context"] = context, ["options"] = options }));

    /// <summary>How a checkpoint compares with what the class reads.</summary>
    public WeightReport Verify(string checkpoint) => (WeightReport)Call(_type.GetNestedType("Weights")!, "Verify", checkpoint);

    /// <summary>Loads a checkpoint.</summary>
    public ICausalLanguageModel Load(string checkpoint, LoadOptions options) => (ICausalLanguageModel)Call(_type, "Load", checkpoint, options);

    /// <summary>Arguments by name, defaults for the others: the memory of a model that sees also depends on pictures.</summary>
    private static object?[] Arguments(MethodInfo method, Dictionary<string, object> named) =>
        [.. method.GetParameters().Select(parameter => named.TryGetValue(parameter.Name!, out object? value) ? value : parameter.DefaultValue)];

    private static object Call(Type type, string method, params object?[] arguments) =>
        type.GetMethod(method, BindingFlags.Public | BindingFlags.Static)!.Invoke(obj: null, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null)!;

    /// <summary>The framework's assemblies and the runtime's, as this process may load them.</summary>
    private static IEnumerable<MetadataReference> References() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Select(static path => MetadataReference.CreateFromFile(path));
}
