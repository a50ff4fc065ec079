using System;

namespace TorchSharp;

/// <summary>Between C# numbers and <see cref="Scalar"/>.</summary>
public static class ScalarExtensionMethods
{
    public static Scalar ToScalar(this byte value) => new((long)value);

    public static Scalar ToScalar(this sbyte value) => new((long)value);

    public static Scalar ToScalar(this short value) => new((long)value);

    public static Scalar ToScalar(this int value) => new((long)value);

    public static Scalar ToScalar(this long value) => new((long)value);

    public static Scalar ToScalar(this float value) => new((double)value);

    public static Scalar ToScalar(this double value) => new(value);

    public static Scalar ToScalar(this bool value) => new(value);

    public static Scalar ToScalar(this Half value) => new((double)value);

    public static Half ToHalf(this Scalar value) => (Half)value.AsDouble;

    public static float ToSingle(this Scalar value) => (float)value.AsDouble;

    public static double ToDouble(this Scalar value) => value.AsDouble;

    public static sbyte ToSByte(this Scalar value) => (sbyte)value.AsLong;

    public static byte ToByte(this Scalar value) => (byte)value.AsLong;

    public static short ToInt16(this Scalar value) => (short)value.AsLong;

    public static int ToInt32(this Scalar value) => (int)value.AsLong;

    public static long ToInt64(this Scalar value) => value.AsLong;

    public static bool ToBoolean(this Scalar value) => value.AsDouble != 0;
}
