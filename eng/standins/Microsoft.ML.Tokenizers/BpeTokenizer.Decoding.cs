using System;
using System.Buffers;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;

namespace Microsoft.ML.Tokenizers;

/// <content>Tokens to text.</content>
public sealed partial class BpeTokenizer
{
    /// <inheritdoc/>
    public override string Decode(IEnumerable<int> ids) => Decode(ids, considerSpecialTokens: true);

    /// <summary>Unknown ids are dropped; bytes that are no UTF-8 become U+FFFD.</summary>
    public string Decode(IEnumerable<int> ids, bool considerSpecialTokens)
    {
        ArgumentNullException.ThrowIfNull(ids);
        List<byte> bytes = [];
        foreach (int id in ids)
        {
            if (_specials.TryGetValue(id, out string? special))
            {
                bytes.AddRange(considerSpecialTokens ? Encoding.UTF8.GetBytes(special) : []);
            }
            else if (_tokens.TryGetValue(id, out string? token))
            {
                AppendBytes(token, bytes);
            }
        }

        return Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(bytes));
    }

    /// <inheritdoc/>
    public override OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten) =>
        Decode(ids, destination, considerSpecialTokens: true, out idsConsumed, out charsWritten);

    /// <summary>
    /// Writes whole characters only: tokens at the end that leave one unfinished are not consumed, and the status is
    /// <see cref="OperationStatus.Done"/> all the same.
    /// </summary>
    public OperationStatus Decode(
        IEnumerable<int> ids,
        Span<char> destination,
        bool considerSpecialTokens,
        out int idsConsumed,
        out int charsWritten)
    {
        ArgumentNullException.ThrowIfNull(ids);
        idsConsumed = 0;
        charsWritten = 0;
        int waiting = 0;
        List<byte> bytes = [];
        foreach (int id in ids)
        {
            waiting++;
            bool special = _specials.TryGetValue(id, out string? token);
            if (special && bytes.Count > 0)
            {
                return OperationStatus.InvalidData; // a special token within a character
            }

            if (!special && !_tokens.TryGetValue(id, out token))
            {
                return OperationStatus.InvalidData; // an id that there is not
            }

            if (special)
            {
                bytes.AddRange(considerSpecialTokens ? Encoding.UTF8.GetBytes(token!) : []);
            }
            else
            {
                AppendBytes(token!, bytes);
            }

            OperationStatus status = Whole(CollectionsMarshal.AsSpan(bytes), destination[charsWritten..], out int written);
            if (status is OperationStatus.InvalidData or OperationStatus.DestinationTooSmall)
            {
                return status;
            }

            if (status == OperationStatus.Done)
            {
                charsWritten += written;
                idsConsumed += waiting;
                waiting = 0;
                bytes.Clear();
            }
        }

        return OperationStatus.Done;
    }

    /// <summary>Nothing is written unless the bytes end with a whole character.</summary>
    private static OperationStatus Whole(ReadOnlySpan<byte> bytes, Span<char> destination, out int written)
    {
        written = 0;
        int count = 0;
        for (ReadOnlySpan<byte> rest = bytes; rest.Length > 0;)
        {
            OperationStatus status = Rune.DecodeFromUtf8(rest, out Rune rune, out int consumed);
            if (status != OperationStatus.Done)
            {
                return status;
            }

            count += rune.Utf16SequenceLength;
            rest = rest[consumed..];
        }

        return count > destination.Length
            ? OperationStatus.DestinationTooSmall
            : System.Text.Unicode.Utf8.ToUtf16(bytes, destination, out _, out written);
    }

    private void AppendBytes(string token, List<byte> bytes)
    {
        if (ByteLevel)
        {
            ByteAlphabet.AppendBytes(token, bytes);
        }
        else
        {
            bytes.AddRange(Encoding.UTF8.GetBytes(token));
        }
    }
}
