using System;
using System.IO;
using System.Linq;
using Modelwright.Runtime;

namespace Modelwright.Conformance.Tests;

/// <summary>The tensors of <c>expected.safetensors</c>.</summary>
internal sealed class ExpectedTensors(string folder) : IDisposable
{
    private readonly Checkpoint _file = Checkpoint.Open(Path.Combine(folder, "expected.safetensors"));

    public float[] Read(string run, string name) => _file[$"{run}.{name}"].ToFloats();

    public bool Has(string run, string name) => _file.Names.Contains($"{run}.{name}");

    public void Dispose() => _file.Dispose();
}
