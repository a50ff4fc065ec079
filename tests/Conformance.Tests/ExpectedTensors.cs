using System;
using System.IO;
using Modelwright.Runtime;

namespace Modelwright.Conformance.Tests;

/// <summary>The tensors of <c>expected.safetensors</c>.</summary>
internal sealed class ExpectedTensors(string folder) : IDisposable
{
    private readonly Checkpoint _file = Checkpoint.Open(Path.Combine(folder, "expected.safetensors"));

    public float[] Read(string run, string name) => _file[$"{run}.{name}"].ToFloats();

    public void Dispose() => _file.Dispose();
}
