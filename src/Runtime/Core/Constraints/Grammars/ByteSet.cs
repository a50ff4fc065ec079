namespace Modelwright.Runtime.Constraints;

/// <summary>A set of bytes.</summary>
internal readonly record struct ByteSet(ulong A, ulong B, ulong C, ulong D)
{
    public bool IsEmpty => (A | B | C | D) == 0;

    public static ByteSet Of(byte value) => default(ByteSet).With(value);

    /// <summary>All bytes from one to another, both included.</summary>
    public static ByteSet Range(int first, int last)
    {
        ByteSet set = default;
        for (int value = first; value <= last; value++)
        {
            set = set.With((byte)value);
        }

        return set;
    }

    public bool Contains(int value) => value < 256 && ((value >> 6) switch { 0 => A, 1 => B, 2 => C, _ => D } >> (value & 63) & 1) != 0;

    public ByteSet With(byte value)
    {
        ulong bit = 1UL << (value & 63);
        return (value >> 6) switch
        {
            0 => this with { A = A | bit },
            1 => this with { B = B | bit },
            2 => this with { C = C | bit },
            _ => this with { D = D | bit },
        };
    }
}
