namespace Modelwright.Runtime;

/// <summary>How far loading has come.</summary>
/// <param name="Stage">What is being done.</param>
/// <param name="BytesDone">Bytes of weights that are in place.</param>
/// <param name="BytesTotal">Bytes of weights there are.</param>
/// <param name="Item">The weight or kernel at hand.</param>
public sealed record LoadProgress(LoadStage Stage, long BytesDone, long BytesTotal, string Item);
