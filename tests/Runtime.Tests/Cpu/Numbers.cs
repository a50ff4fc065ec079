using System;
using System.Runtime.InteropServices;
using Modelwright.Runtime.Cpu;

namespace Modelwright.Runtime.Tests.Cpu;

/// <summary>Random numbers in [-1, 1) in a format, in memory that does not move; some are tiny, so that float16 has them without a leading one.</summary>
internal sealed unsafe class Numbers : IDisposable
{
    private readonly ElementFormat _format;

    public Numbers(int count, ElementFormat format, int seed)
    {
        _format = format;
        Data = (byte*)NativeMemory.AlignedAlloc((nuint)(count * sizeof(float)), 64);
        Random random = new(seed);
        for (int i = 0; i < count; i++)
        {
            float value = ((2 * random.NextSingle()) - 1) * (i % 13 == 5 ? 1e-5f : 1);
            switch (format)
            {
                case ElementFormat.Float32: ((float*)Data)[i] = value; break;
                case ElementFormat.Float16: ((Half*)Data)[i] = (Half)value; break;
                default: ((ushort*)Data)[i] = ElementConversion.ToBFloat16(value); break;
            }
        }
    }

    public byte* Data { get; }

    public float this[int index] => _format switch
    {
        ElementFormat.Float32 => ((float*)Data)[index],
        ElementFormat.Float16 => (float)((Half*)Data)[index],
        _ => BitConverter.Int32BitsToSingle(((ushort*)Data)[index] << 16),
    };

    /// <summary>The nearest number that a format has.</summary>
    public static float Rounded(float value, ElementFormat format) => format switch
    {
        ElementFormat.Float32 => value,
        ElementFormat.Float16 => (float)(Half)value,
        _ => ElementConversion.FromBFloat16(ElementConversion.ToBFloat16(value)),
    };

    public void Dispose() => NativeMemory.AlignedFree(Data);
}
