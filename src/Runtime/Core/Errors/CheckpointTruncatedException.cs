using System.Globalization;

namespace Modelwright.Runtime;

/// <summary>A checkpoint file ends before its header says.</summary>
public sealed class CheckpointTruncatedException(string path, long expectedLength, long actualLength)
    : CheckpointException(path, string.Create(CultureInfo.InvariantCulture, $"'{path}' is cut off: it has {actualLength} bytes, and its header asks for {expectedLength}."))
{
    /// <summary>Bytes the file should have.</summary>
    public long ExpectedLength { get; } = expectedLength;

    /// <summary>Bytes it has.</summary>
    public long ActualLength { get; } = actualLength;
}
