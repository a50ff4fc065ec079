namespace Modelwright.Runtime;

/// <summary>How far saving has come.</summary>
/// <param name="BytesDone">Bytes of weights that are written.</param>
/// <param name="BytesTotal">Bytes of weights there are.</param>
/// <param name="Item">The tensor that was written last.</param>
public sealed record SaveProgress(long BytesDone, long BytesTotal, string Item);
