using System.Globalization;

namespace Modelwright.Benchmarks;

/// <summary>Figures of the tokenizer. Times are seconds, rates megabytes of UTF-8 a second; the peer is plain Microsoft.ML.Tokenizers.</summary>
/// <param name="FirstLoad">The first load of the process, compilation of the code included.</param>
/// <param name="Load">All loads.</param>
/// <param name="FirstEncode">Encoding the text with no word met before.</param>
/// <param name="Encode">Encoding it again.</param>
/// <param name="EncodePeer">The peer's encoding it again.</param>
/// <param name="LongWord">Seconds for a word of 100,000 letters.</param>
/// <param name="ManyAddedTokens">Time with 20,000 more added tokens by that without.</param>
internal sealed record TokenizerResult(
    double FirstLoad,
    Measurement Load,
    Measurement LoadPeer,
    double Megabytes,
    Measurement FirstEncode,
    Measurement Encode,
    Measurement EncodePeer,
    double LongWord,
    double LongWordPeer,
    double ManyAddedTokens)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""
        | Qwen3's tokenizer | Modelwright | Microsoft.ML.Tokenizers |
        |---|---|---|
        | load, s | {Load.Median:F2} (first {FirstLoad:F2}) | {LoadPeer.Median:F2} |
        | encode {Megabytes:F1} MB, MB/s | {Encode.Median:F1} (first {FirstEncode.Median:F1}) | {EncodePeer.Median:F1} |
        | a word of 100,000 letters, s | {LongWord:F2} | {LongWordPeer:F2} |
        | 20,000 added tokens more, times as long | {ManyAddedTokens:F2} | |
        """);
}
