namespace Modelwright.Runtime;

/// <summary>Columns computed at once: <paramref name="Count"/> of the call's <paramref name="Columns"/>, from <paramref name="Start"/> on.</summary>
internal readonly record struct SessionPiece(int Start, int Count, int Columns)
{
    public bool IsLast => Start + Count == Columns;
}
