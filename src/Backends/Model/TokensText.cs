using System.Collections.Generic;
using Modelwright.IR;

namespace Modelwright.Backends;

/// <summary>The nested class <c>Tokens</c>: the special tokens that the config names, by what they are for.</summary>
internal static class TokensText
{
    public static GeneratedFile Emit(ModelJob job) => ClassFile.Emit(job, "Tokens", "the special tokens", writer =>
    {
        writer.Summary($"The special tokens that {CSharpName.Xml(job.ConfigName)} names. The tokenizer may have more.");
        using (writer.Open("public static class Tokens"))
        {
            foreach (NamedToken token in Of(job.Spec))
            {
                writer.Summary($"{token.Meaning} (<c>{token.Key}</c>).");
                writer.Line($"public const int {token.Name} = {Literal.Of(token.Id)};").Line();
            }

            writer.Summary($"Those that end a text (<c>{ConfigKeys.EosTokenId}</c>).");
            writer.Line($"public static global::System.ReadOnlySpan<int> Ends => {Literal.List(job.Spec.Tokens.Ends)};");
        }
    });

    private static IEnumerable<NamedToken> Of(ModelSpec spec)
    {
        if (spec.Tokens.Beginning is int beginning)
        {
            yield return new("Beginning", beginning, "Begins a text", ConfigKeys.BosTokenId);
        }

        if (spec.Tokens.Ends.Count > 0)
        {
            yield return new("End", spec.Tokens.Ends[0], spec.Tokens.Ends.Count == 1 ? "Ends a text" : "The first of those that end a text", ConfigKeys.EosTokenId);
        }

        if (spec.Tokens.Padding is int padding)
        {
            yield return new("Padding", padding, "Fills shorter sequences of a batch", ConfigKeys.PadTokenId);
        }

        if (spec.MediaTokens is MediaTokens media)
        {
            yield return new("Image", media.Image, "Stands for one feature of a picture", ConfigKeys.ImageTokenId);
            yield return new("Video", media.Video, "Stands for one feature of a clip", ConfigKeys.VideoTokenId);
            yield return new("VisionStart", media.Start, "Stands before a picture or a frame", ConfigKeys.VisionStartTokenId);
            yield return new("VisionEnd", media.End, "Stands after a picture or a frame", ConfigKeys.VisionEndTokenId);
        }
    }

    private sealed record NamedToken(string Name, int Id, string Meaning, string Key);
}
