using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Modelwright.Compiler;
using Modelwright.IR;

namespace Modelwright.Testing;

/// <summary>What Modelwright makes of a config: files and diagnostics as plain data. Equal configs give equal data, to the byte, on every machine.</summary>
/// <example>
/// <code>
/// Generated qwen = Generated.From("config.json", Backend.Vulkan);
/// Assert.Empty(qwen.Diagnostics);
/// await Verify(qwen.Kernels);
/// </code>
/// </example>
public sealed class Generated
{
    private readonly ModelSpec? _spec;
    private readonly Backend _backend;

    private Generated(CompiledConfig compiled, string config, Backend backend)
    {
        _spec = compiled.Bound.Spec;
        _backend = backend;
        Diagnostics = [.. compiled.Messages.Select(message => Describe(MessageText.Of(message, compiled.Bound, config)))];
        Files = [.. compiled.Files.Select(static file => new GeneratedFile(file.HintName, file.Text.Replace(Backends.ProductVersion.Text, "{version}", StringComparison.Ordinal)))];
    }

    /// <summary>What is wrong with the config, or worth knowing of it; in the order in which a build shows them.</summary>
    public IReadOnlyList<GeneratedDiagnostic> Diagnostics { get; }

    /// <summary>Every C# file of the class.</summary>
    public IReadOnlyList<GeneratedFile> Files { get; }

    /// <summary>The files of the class that a program sees: load, memory, config, tokens, layers, weights. No kernel and no plan.</summary>
    public IReadOnlyList<GeneratedFile> ModelClass => [.. Files.Where(static file => Topic(file) is "" or "Config" or "LayerTable" or "Tokens" or "Weights")];

    /// <summary>The compute shaders, one a kernel; none for backends without them.</summary>
    public IReadOnlyList<GeneratedFile> Kernels => !HasKernels || _spec is null
        ? []
        : [.. CompilerStages.Kernels(_spec, CancellationToken.None).Select(static kernel => new GeneratedFile(kernel.Name + ".comp", kernel.Glsl + "\n"))];

    /// <summary>The plan of a call on Vulkan: dispatches between barriers, buffers with their lifetimes. Empty for backends without it.</summary>
    public string Schedule => !HasKernels || _spec is null ? "" : CompilerStages.Schedule(_spec, CancellationToken.None);

    /// <summary>The graph of every block, lowered and after each pass that changed it. Empty for a config with errors.</summary>
    public string Graph => _spec is null ? "" : CompilerStages.Graphs(_spec, _backend.ToString());

    private bool HasKernels => _backend is Backend.Vulkan or Backend.Auto;

    /// <summary>Compiles a config file.</summary>
    /// <param name="path">The file, or a folder with a <c>config.json</c>.</param>
    /// <param name="backend">What to generate for.</param>
    /// <param name="className">The name of the class.</param>
    /// <param name="cancellationToken">Stops compiling by an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Generated From(string path, Backend backend, string className = "Model", CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return FromText(File.ReadAllText(Directory.Exists(path) ? Path.Combine(path, "config.json") : path), backend, className, cancellationToken);
    }

    /// <summary>Compiles a config's text.</summary>
    /// <param name="json">The config.</param>
    /// <param name="backend">What to generate for.</param>
    /// <param name="className">The name of the class.</param>
    /// <param name="cancellationToken">Stops compiling by an <see cref="OperationCanceledException"/>.</param>
    public static Generated FromText(string json, Backend backend, string className = "Model", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentException.ThrowIfNullOrEmpty(className);
        CompileTarget target = new("Generated", className, "public", "config.json", [backend.ToString()]);
        return new Generated(ModelCompiler.Compile(json, target, cancellationToken), json, backend);
    }

    private static GeneratedDiagnostic Describe(MessageText message) => new(message.Code, message.IsError, message.Line, message.Column, message.Words);

    /// <summary>What stands between the class's name and the ending: <c>Generated.Model.Decode.g.cs</c> is about <c>Decode</c>.</summary>
    private static string Topic(GeneratedFile file) => string.Join('.', file.Name.Split('.')[2..^2]);
}
