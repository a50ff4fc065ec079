using System.Collections.Generic;
using System.Threading;
using Modelwright.IR;

namespace Modelwright.Backends;

/// <summary>Turns a model into C#.</summary>
internal interface IBackend
{
    /// <summary>The word in a project's <c>Backend</c> metadata.</summary>
    string Name { get; }

    /// <summary>
    /// All files of the model: <paramref name="module"/>, the job's spec lowered, is rewritten, scheduled and written out.
    /// Equal jobs give equal bytes, on any machine and under any culture.
    /// </summary>
    IReadOnlyList<GeneratedFile> Emit(ModelJob job, Module module, CancellationToken cancel);
}
