namespace Modelwright.IR;

/// <summary>What reading JSON gives: a value or a refusal, never an exception.</summary>
internal abstract record JsonReadResult
{
    private protected JsonReadResult()
    {
    }

    internal sealed record Read(JsonValue Value) : JsonReadResult;

    /// <summary>Not JSON at <paramref name="Span"/>, for the reason in <paramref name="Words"/>.</summary>
    internal sealed record Refused(Span Span, string Words) : JsonReadResult;
}
