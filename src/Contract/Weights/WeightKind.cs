namespace Modelwright.Contract;

/// <summary>How a weight is stored on the device.</summary>
#if MODELWRIGHT_GENERATOR
internal
#else
public
#endif
enum WeightKind
{
    /// <summary>In the storage format asked for, rows padded to a multiple of 8 columns.</summary>
    Matrix,

    /// <summary>In float32, rows not padded: norms, biases, convolutions, gates' constants.</summary>
    Vector,
}
