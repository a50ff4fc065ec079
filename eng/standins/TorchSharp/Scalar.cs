using System;

namespace TorchSharp;

/// <summary>A number on its way into an operation; it takes part in type promotion by its kind only.</summary>
public sealed class Scalar : IDisposable
{
    internal Scalar(double value)
    {
        Type = torch.ScalarType.Float64;
        AsDouble = value;
        AsLong = (long)value;
    }

    internal Scalar(long value)
    {
        Type = torch.ScalarType.Int64;
        AsDouble = value;
        AsLong = value;
    }

    internal Scalar(bool value)
    {
        Type = torch.ScalarType.Bool;
        AsLong = value ? 1 : 0;
        AsDouble = AsLong;
    }

    public torch.ScalarType Type { get; }

    internal double AsDouble { get; }

    internal long AsLong { get; }

    public static implicit operator Scalar(byte value) => value.ToScalar();

    public static implicit operator Scalar(sbyte value) => value.ToScalar();

    public static implicit operator Scalar(short value) => value.ToScalar();

    public static implicit operator Scalar(int value) => value.ToScalar();

    public static implicit operator Scalar(long value) => value.ToScalar();

    public static implicit operator Scalar(float value) => value.ToScalar();

    public static implicit operator Scalar(double value) => value.ToScalar();

    public static implicit operator Scalar(bool value) => value.ToScalar();

    public static implicit operator Scalar(Half value) => value.ToScalar();

    public void Dispose()
    {
        // Nothing native to free.
    }
}
