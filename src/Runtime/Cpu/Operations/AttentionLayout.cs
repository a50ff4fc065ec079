namespace Modelwright.Runtime.Cpu;

/// <summary>How a layer's attention is made; its projection's rows are [queries | gates | keys | values].</summary>
/// <param name="Heads">Query heads.</param>
/// <param name="KeyValueHeads">Heads of keys and values.</param>
/// <param name="HeadDim">Elements of a head.</param>
/// <param name="RotaryDim">Leading elements that turn with the position.</param>
/// <param name="Window">Columns that a column sees, itself included; null for all.</param>
/// <param name="OutputGate">Whether the result is multiplied by the sigmoid of the projection's gates.</param>
/// <param name="Epsilon">Of the query and key norms.</param>
/// <param name="ZeroCentred">Whether their weights count from 1.</param>
public sealed record AttentionLayout(
    int Heads, int KeyValueHeads, int HeadDim, int RotaryDim, int? Window, bool OutputGate, float Epsilon, bool ZeroCentred)
{
    internal int HeadsPerKey => Heads / KeyValueHeads;

    internal int GateStart => Heads * HeadDim;

    internal int KeyStart => (OutputGate ? 2 : 1) * Heads * HeadDim;

    internal int ValueStart => KeyStart + (KeyValueHeads * HeadDim);

    internal int ProjectionWidth => ValueStart + (KeyValueHeads * HeadDim);
}
