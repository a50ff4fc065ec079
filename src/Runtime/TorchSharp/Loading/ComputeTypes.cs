using System.Runtime.Intrinsics.X86;
using TorchSharp;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>
/// In which type a device multiplies well. libtorch has products of 16-bit numbers on every CPU, but without instructions for them they are several times slower than
/// those of float32, converting the weights included.
/// </summary>
internal static class ComputeTypes
{
    /// <summary>The type for weights of a type, and why.</summary>
    public static (ScalarType Type, string Reason) Choose(DeviceType device, ScalarType weights)
    {
        if (device != DeviceType.CPU)
        {
            return (weights, "the weights' own");
        }

        return weights switch
        {
            ScalarType.BFloat16 when MultipliesBFloat16 => (weights, "this CPU multiplies bfloat16"),
            ScalarType.Float16 when MultipliesFloat16 => (weights, "this CPU multiplies float16"),
            ScalarType.Float32 => (weights, "the weights' own"),
            _ => (ScalarType.Float32, $"this CPU has no products of {weights}"),
        };
    }

    /// <summary>AVX512_BF16 or AMX-BF16 (Intel's manual, CPUID leaf 7).</summary>
    private static bool MultipliesBFloat16 => Bit(Leaf(subleaf: 1).Eax, 5) || Bit(Leaf(subleaf: 0).Edx, 22);

    /// <summary>AVX512_FP16 or AMX-FP16.</summary>
    private static bool MultipliesFloat16 => Bit(Leaf(subleaf: 0).Edx, 23) || Bit(Leaf(subleaf: 1).Eax, 21);

    private static (int Eax, int Edx) Leaf(int subleaf)
    {
        if (!X86Base.IsSupported || X86Base.CpuId(0, 0).Eax < 7)
        {
            return (0, 0);
        }

        (int eax, _, _, int edx) = X86Base.CpuId(7, subleaf);
        return (eax, edx);
    }

    private static bool Bit(int register, int bit) => ((register >> bit) & 1) != 0;
}
