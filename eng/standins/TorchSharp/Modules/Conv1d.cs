using System;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A convolution over one dimension.</summary>
public sealed class Conv1d : Convolution
{
    private readonly long _stride;
    private readonly long _padding;
    private readonly long _dilation;
    private readonly long _groups;

    internal Conv1d(long[] sizes, long stride, long padding, long dilation, long groups, bool hasBias, Device? device, ScalarType? dtype)
        : base(nameof(Conv1d), sizes, hasBias, device, dtype)
    {
        _stride = stride;
        _padding = padding;
        _dilation = dilation;
        _groups = groups;
    }

    public override Tensor forward(Tensor input) => input.ndim is 2 or 3
        ? nn.functional.conv1d(input, weight, bias, _stride, _padding, _dilation, _groups)
        : throw new ArgumentException("Expected 2D (unbatched) or 3D (batched) input to Conv1d.");
}
