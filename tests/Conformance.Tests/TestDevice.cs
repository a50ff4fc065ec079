using TorchSharp;

namespace Modelwright.Conformance.Tests;

/// <summary>Where the tests of the TorchSharp backend compute: on the CPU. tests/Cuda has its own in this one's place.</summary>
internal static class TestDevice
{
    public static torch.Device Current => torch.CPU;
}
