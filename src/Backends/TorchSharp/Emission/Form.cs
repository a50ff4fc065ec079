namespace Modelwright.Backends.TorchSharp;

/// <summary>A way through a block. All three are written from the same nodes.</summary>
internal enum Form
{
    /// <summary>Whole sequences, with gradients.</summary>
    Forward,

    /// <summary>The next columns, with states.</summary>
    Advance,

    /// <summary>One column a sequence, with states and in few calls.</summary>
    Step,
}
