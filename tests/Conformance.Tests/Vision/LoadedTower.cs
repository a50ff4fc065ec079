using System;
using Modelwright.Runtime;

namespace Modelwright.Conformance.Tests;

/// <summary>A loaded model that sees, and what must hold when it is disposed.</summary>
internal sealed class LoadedTower(ILanguageModel model, Action? afterwards = null) : IDisposable
{
    public IVisionModel Model => (IVisionModel)model;

    public void Dispose()
    {
        model.Dispose();
        afterwards?.Invoke();
    }
}
