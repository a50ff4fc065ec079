using System.Threading;
using Modelwright.IR;

namespace Modelwright.Backends;

/// <summary>Turns a model into C#.</summary>
internal interface IBackend
{
    /// <summary>The word in a project's <c>Backend</c> metadata.</summary>
    string Name { get; }

    /// <summary>Whether it computes with quantised matrices as they are.</summary>
    bool KeepsQuantised { get; }

    /// <summary>
    /// <paramref name="module"/>, the job's spec lowered, rewritten, scheduled and written out. What every backend's class has is written by <see cref="ModelFiles"/>.
    /// Equal jobs give equal bytes, on any machine and under any culture.
    /// </summary>
    BackendCode Emit(ModelJob job, Module module, CancellationToken cancel);
}

/// <summary>A backend's own files, and how it fills in the files that all backends have.</summary>
internal sealed record BackendCode(ClassFace Face, EquatableArray<GeneratedFile> Files)
{
    /// <summary>What is worth saying of the model on this backend.</summary>
    public EquatableArray<CompilerMessage> Messages { get; init; } = [];
}
