using System;

namespace Modelwright;

/// <summary>
/// Makes a partial class the model that a <c>config.json</c> describes. The file must be among the project's additional files
/// (<c>&lt;ModelConfig Include="…" /&gt;</c> or <c>&lt;AdditionalFiles Include="…" /&gt;</c>).
/// </summary>
/// <param name="configPath">Path of the file, relative to the project, or as many of its last parts as name it.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class GenerateModelAttribute(string configPath) : Attribute
{
    /// <summary>Path of the file, as given.</summary>
    public string ConfigPath { get; } = configPath;

    /// <summary><c>Auto</c> (the default: Vulkan and the CPU in one class, which chooses when it is loaded), <c>Cpu</c>, <c>Vulkan</c>, <c>TorchSharp</c>, or several with semicolons between them.</summary>
    public string? Backend { get; set; }

    /// <summary>
    /// <c>Model</c>, <c>CausalLM</c>, <c>SequenceClassification</c>, <c>TokenClassification</c> or <c>QuestionAnswering</c>, in place of what <c>architectures</c> in the file says.
    /// </summary>
    public string? Head { get; set; }

    /// <summary>Columns of a sequence, by default and at most; 0: as the file's item says, else as the config and <c>LoadOptions</c> say.</summary>
    public int MaxContext { get; set; }

    /// <summary>Sequences of a session at most; 0: as the file's item says, else as many as the backend can advance together.</summary>
    public int MaxBatch { get; set; }

    /// <summary>Format of the matrices unless <c>LoadOptions.Storage</c> says otherwise: <c>AsStored</c> (the default), <c>Float32</c>, <c>Float16</c>, <c>BFloat16</c>, <c>Int8</c>, <c>Int4</c> or <c>Float8</c>.</summary>
    public string? Storage { get; set; }

    /// <summary>The most memory, in MiB, that weights and a session of the largest size may take; more is an error while building. 0: as the file's item says, else no limit.</summary>
    public int MaxVramMiB { get; set; }
}
