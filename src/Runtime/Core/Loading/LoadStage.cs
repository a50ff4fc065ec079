namespace Modelwright.Runtime;

/// <summary>What loading a model consists of.</summary>
public enum LoadStage
{
    /// <summary>The checkpoint's headers are compared with the model.</summary>
    Verifying,

    /// <summary>Device and memory are prepared.</summary>
    Preparing,

    /// <summary>Weights are read, converted and copied.</summary>
    Weights,

    /// <summary>Kernels are compiled.</summary>
    Kernels,

    /// <summary>The model can be used.</summary>
    Ready,
}
