using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;

namespace Modelwright.Runtime;

/// <content>Added tokens and the check of ids.</content>
internal sealed partial class TokenizerFileReader
{
    /// <summary>
    /// Hugging Face's library does not believe the ids in the list: a content of the vocabulary keeps that id, the others follow the vocabulary in the order of the file.
    /// Published files agree with it; where one does not, its models were trained by that library all the same.
    /// </summary>
    private List<AddedToken> ReadAddedTokens(JsonElement? list)
    {
        List<AddedToken> tokens = [];
        Require(list is null or { ValueKind: JsonValueKind.Array }, "added_tokens that are no list", "a list");
        HashSet<string> contents = new(StringComparer.Ordinal);
        int next = _vocabulary!.Count;
        foreach (JsonElement token in list?.EnumerateArray() ?? default)
        {
            string? content = String(Get(token, "content"));
            Require(content is not null && Get(token, "id") is not null, $"the added token {Text(token)}", "a content and an id");
            int inFile = Id(content!, Get(token, "id")!.Value);
            if (content!.Length == 0 || !contents.Add(content))
            {
                continue;
            }

            int id = _vocabulary.TryGetValue(content, out int known) ? known : next;
            next = Math.Max(next, id + 1);
            if (id != inFile)
            {
                _warnings.Add(string.Create(CultureInfo.InvariantCulture, $"The added token '{content}' has the id {inFile} in the file; it is {id}, as Hugging Face's library numbers it."));
            }

            tokens.Add(new AddedToken(
                content, id, IsTrue(token, "special"), IsTrue(token, "normalized"), IsTrue(token, "single_word"), IsTrue(token, "lstrip"), IsTrue(token, "rstrip")));
        }

        return tokens;
    }

    /// <summary>Tables are as long as the largest id, so one that is far from the number of tokens is not believed.</summary>
    private void CheckIds(IReadOnlyList<AddedToken> added)
    {
        long most = Limit(_vocabulary!.Count + added.Count);
        foreach ((string token, int id) in _vocabulary)
        {
            Require(id < most, FormattableString.Invariant($"the id {id} for '{token}'"), FormattableString.Invariant($"an id below {most} in a vocabulary of {_vocabulary.Count}"));
        }
    }

    private static long Limit(int tokens) => 100_000 + (4L * tokens);

    private int Id(string token, JsonElement value)
    {
        long most = Limit(_vocabulary!.Count);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int id) && id >= 0 && id < most
            ? id
            : throw new TokenizerException(_path, $"the id {Text(value)} for '{token}'", new NumberRange(0, most - 1).OfDigits());
    }
}
