using System.Collections.Generic;
using System.Threading;
using Modelwright.IR;

namespace Modelwright.Backends.Auto;

/// <summary>A backend's share of a class that has several: a nested class.</summary>
/// <param name="Job">The nested class.</param>
/// <param name="Backend">The backend's name.</param>
/// <param name="Code">What the backend wrote.</param>
internal sealed record BackendPart(ModelJob Job, string Backend, BackendCode Code)
{
    /// <summary>What lambdas call its options.</summary>
    public string Variable => Backend.ToLowerInvariant();

    /// <summary>Its files; with weights that are put together in its own way, its own manifest, which hides the manifest of the class around it.</summary>
    public IEnumerable<GeneratedFile> Files => Code.Face.Weights is WeightTable own ? [WeightManifestText.Emit(Job, own), .. Code.Files] : Code.Files;

    public static BackendPart Emit(IBackend backend, string name, ModelJob job, Module module, CancellationToken cancel)
    {
        ModelJob part = job with { Part = name };
        return new BackendPart(part, backend.Name, backend.Emit(part, module, cancel));
    }
}
