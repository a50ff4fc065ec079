using System;
using TorchSharp;

namespace Modelwright.Conformance.Tests;

/// <summary>Where the tests of the TorchSharp backend compute: on the first CUDA device.</summary>
internal static class TestDevice
{
    private static readonly Lazy<torch.Device> First = new(Open);

    public static torch.Device Current => First.Value;

    private static torch.Device Open()
    {
        if (!torch.cuda.is_available())
        {
            throw new InvalidOperationException("libtorch finds no CUDA device here; these tests want one.");
        }

        // The goldens are float32: products of 10-bit mantissas are no test of them.
        torch.backends.cuda.matmul.allow_tf32 = false;
        torch.backends.cudnn.allow_tf32 = false;
        return torch.device("cuda:0");
    }
}
