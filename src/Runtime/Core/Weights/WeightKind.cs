namespace Modelwright.Runtime;

/// <summary>How a weight is stored on the device.</summary>
public enum WeightKind
{
    /// <summary>In the storage format asked for, rows padded to a multiple of 8 columns.</summary>
    Matrix,

    /// <summary>In float32, rows not padded: norms, biases, convolutions, gates' constants.</summary>
    Vector,
}
