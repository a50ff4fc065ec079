namespace Silk.NET.Core;

/// <summary>A Vulkan version in 32 bits: 10 of major, 10 of minor, 12 of patch.</summary>
public readonly struct Version32
{
    public Version32(uint major, uint minor, uint patch)
    {
        Value = (major << 22) | (minor << 12) | patch;
    }

    private Version32(uint value)
    {
        Value = value;
    }

    public uint Value { get; }

    public uint Major => Value >> 22;

    public uint Minor => (Value >> 12) & 0x3FF;

    public uint Patch => Value & 0xFFF;

    public static explicit operator Version32(uint val) => new(val);

    public static implicit operator uint(Version32 val) => val.Value;
}
