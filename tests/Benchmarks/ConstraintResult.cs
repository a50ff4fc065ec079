using System.Globalization;

namespace Modelwright.Benchmarks;

/// <summary>What holding an answer to a schema costs, with Qwen3's vocabulary; microseconds a token but where it says otherwise.</summary>
/// <param name="Prepare">Seconds for the vocabulary's trie and the schema's automaton, once.</param>
/// <param name="FirstAnswer">Tokens of the first answer, whose masks are computed.</param>
/// <param name="Token">Tokens of the answers after it.</param>
internal sealed record ConstraintResult(double Prepare, Measurement FirstAnswer, Measurement Token)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""
        | a JSON schema over 151,936 logits | |
        |---|---|
        | vocabulary and schema, once, s | {Prepare:F2} |
        | first answer, µs a token, median (most) | {FirstAnswer.Median:F0} ({FirstAnswer.Most:F0}) |
        | later answers, µs a token, median (most) | {Token.Median:F1} ({Token.Most:F0}) |
        """);
}
