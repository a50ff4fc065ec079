using System;

namespace TorchSharp.Managed;

/// <summary>Whether operations are recorded, and whether tensors are made for inference only. Per thread, as in libtorch.</summary>
internal sealed class GradMode : IDisposable
{
    [ThreadStatic]
    private static bool _disabled;

    [ThreadStatic]
    private static bool _inference;

    private readonly bool _wasDisabled = _disabled;
    private readonly bool _wasInference = _inference;

    private GradMode()
    {
    }

    public static bool IsEnabled => !_disabled;

    public static bool IsInference => _inference;

    public static GradMode Set(bool enabled)
    {
        GradMode previous = new();
        _disabled = !enabled;
        return previous;
    }

    public static GradMode SetInference(bool mode)
    {
        GradMode previous = new();
        _inference = mode;
        _disabled = mode;
        return previous;
    }

    public void Dispose()
    {
        _disabled = _wasDisabled;
        _inference = _wasInference;
    }
}
