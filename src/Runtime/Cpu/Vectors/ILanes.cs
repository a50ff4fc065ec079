namespace Modelwright.Runtime.Cpu;

/// <summary>
/// What kernels need of a vector of floats, for one width. A kernel is written once over <typeparamref name="TVector"/>; the compiler makes
/// a version for each width, with every call here one instruction or a few.
/// </summary>
internal unsafe interface ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Floats in a vector.</summary>
    static abstract int Count { get; }

    /// <summary>Whether 24 accumulators fit in registers beside what feeds them: 32 registers rather than 16.</summary>
    static abstract bool ManyRegisters { get; }

    static abstract TVector Load(float* source);

    /// <summary>float16 widened; exact for every number, infinities and NaN too.</summary>
    static abstract TVector LoadHalf(ushort* source);

    /// <summary>
    /// float16 widened to 2⁻¹¹² times its value, in fewer instructions: its bits in the places of a float32's. Infinities and NaN become numbers of 65536 and more.
    /// </summary>
    static abstract TVector LoadSmallHalf(ushort* source);

    /// <summary>bfloat16 widened.</summary>
    static abstract TVector LoadBrain(ushort* source);

    /// <summary>The lower of the two float16 in each lane, widened as <see cref="LoadSmallHalf"/> does.</summary>
    static abstract TVector EvenSmallHalf(TVector pairs);

    /// <summary>The upper of them.</summary>
    static abstract TVector OddSmallHalf(TVector pairs);

    /// <summary>The lower of the two bfloat16 in each lane, widened.</summary>
    static abstract TVector EvenBrain(TVector pairs);

    /// <summary>The upper of them.</summary>
    static abstract TVector OddBrain(TVector pairs);

    /// <summary>A part of the columns that a unit of 16 bytes has in signed bytes, widened (<see cref="Int8Blocks"/>).</summary>
    static abstract TVector Int8(byte* unit, int part);

    /// <summary>A part of the columns that a unit of 16 bytes has in 8-bit floats, widened (<see cref="Float8Blocks"/>).</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="part">Which of its columns.</param>
    /// <param name="shift">How far a float in the highest byte is from where a float32 has exponent and fraction.</param>
    /// <param name="bits">Where sign, exponent and fraction are then.</param>
    /// <param name="factor">What that float32 is multiplied by, since exponents count from another number.</param>
    static abstract TVector Float8(byte* unit, int part, int shift, int bits, float factor);

    /// <summary>Signed bytes as whole numbers, whose bits the lanes have: as all that follows, up to <see cref="ToFloat"/>.</summary>
    static abstract TVector LoadBytes(sbyte* source);

    /// <summary>Of each byte the lower half.</summary>
    static abstract TVector EvenNibbles(TVector bits);

    /// <summary>Of each byte the upper half.</summary>
    static abstract TVector OddNibbles(TVector bits);

    /// <summary>Of each 16-bit number the four bits at a place, counted from the lowest.</summary>
    static abstract TVector Nibbles(TVector bits, int place);

    /// <summary>The first and the third byte of each lane, as signed numbers of 16 bits.</summary>
    static abstract TVector EvenBytes(TVector bits);

    /// <summary>The second and the fourth.</summary>
    static abstract TVector OddBytes(TVector bits);

    /// <summary>The lowest 16 bits of each lane, twice.</summary>
    static abstract TVector BothHalves(TVector bits);

    /// <summary>Products of bytes without and with a sign, those of neighbours summed in 16 bits, where they must fit.</summary>
    static abstract TVector ByteProducts(TVector unsigned, TVector signed);

    /// <summary>Products of signed 16-bit numbers, the two of a lane summed.</summary>
    static abstract TVector PairProducts(TVector a, TVector b);

    /// <summary>A word in all lanes, for products of whole numbers: spread as a float it would come by another way, on which they lose a fifth of their speed.</summary>
    static abstract TVector Spread(float* word);

    static abstract TVector AddShorts(TVector a, TVector b);

    static abstract TVector SubtractShorts(TVector a, TVector b);

    static abstract TVector AddWhole(TVector a, TVector b);

    /// <summary>Whole numbers as floats.</summary>
    static abstract TVector ToFloat(TVector whole);

    static abstract void Store(TVector value, float* destination);

    static abstract TVector Create(float value);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    static abstract TVector Max(TVector a, TVector b);

    /// <summary><c>a·b + c</c>: fused where the processor can, which is everywhere but on very old ones.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    /// <summary>Adds the whole numbers in the lowest bits of <paramref name="powers"/> to the exponents: value·2ⁿ, where that is a normal number.</summary>
    static abstract TVector AddToExponent(TVector value, TVector powers);

    /// <summary>In each lane <paramref name="then"/> where a is less than b, else <paramref name="otherwise"/>; also where one is no number.</summary>
    static abstract TVector IfLess(TVector a, TVector b, TVector then, TVector otherwise);

    /// <summary>The sum of all lanes, in an order that depends on the width alone.</summary>
    static abstract float Sum(TVector value);

    static abstract float Largest(TVector value);

    /// <summary>The lower halves interleaved: a0, b0, a1, b1 …</summary>
    static abstract TVector ZipLow(TVector a, TVector b);

    /// <summary>The upper halves interleaved.</summary>
    static abstract TVector ZipHigh(TVector a, TVector b);
}
