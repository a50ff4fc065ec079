using System;

namespace TorchSharp.Managed;

/// <summary>Whether operations are recorded, and whether tensors are made for inference only. Per thread, as in libtorch.</summary>
internal sealed class GradMode : IDisposable
{
    [ThreadStatic]
    private static bool disabled;

    [ThreadStatic]
    private static bool inference;

    private readonly bool _wasDisabled = disabled;
    private readonly bool _wasInference = inference;

    private GradMode()
    {
    }

    public static bool IsEnabled => !disabled;

    public static bool IsInference => inference;

    public static GradMode Set(bool enabled)
    {
        GradMode previous = new();
        disabled = !enabled;
        return previous;
    }

    public static GradMode SetInference(bool mode)
    {
        GradMode previous = new();
        inference = mode;
        disabled = mode;
        return previous;
    }

    public void Dispose()
    {
        disabled = _wasDisabled;
        inference = _wasInference;
    }
}
