using System;
using System.Collections.Generic;
using System.Linq;

namespace TorchSharp.Managed;

/// <summary>Einstein summation: operands are folded from the left, each pair as one batched matrix product.</summary>
internal static class Einsum
{
    public static NativeTensor Run(string equation, NativeTensor[] operands)
    {
        string text = equation.Replace(" ", string.Empty, StringComparison.Ordinal);
        string[] sides = text.Split("->");
        string[] terms = sides[0].Split(',');
        if (terms.Length != operands.Length)
        {
            throw NativeError.Of("einsum(): more operands were provided than specified in the equation, or fewer");
        }

        int dots = 0;
        for (int i = 0; i < terms.Length; i++)
        {
            if (terms[i].Contains("...", StringComparison.Ordinal))
            {
                dots = Math.Max(dots, operands[i].Rank - (terms[i].Length - 3));
            }
        }

        for (int i = 0; i < terms.Length; i++)
        {
            terms[i] = Spell(terms[i], operands[i].Rank, dots);
        }

        string output = sides.Length > 1 ? Spell(sides[1], -1, dots) : Implied(terms, dots);
        Dictionary<char, long> sizes = Sizes(terms, operands);
        (string Labels, NativeTensor Value) sum = Reduce(terms[0], operands[0], string.Concat(terms[1..]) + output);
        for (int i = 1; i < terms.Length; i++)
        {
            string later = string.Concat(terms[(i + 1)..]) + output;
            (string Labels, NativeTensor Value) next = Reduce(terms[i], operands[i], sum.Labels + later);
            sum = Contract(sum, next, later, sizes);
        }

        (string Labels, NativeTensor Value) last = Reduce(sum.Labels, sum.Value, output);
        foreach (char label in output)
        {
            if (!last.Labels.Contains(label))
            {
                throw NativeError.Of($"einsum(): output subscript {label} does not appear in the equation for any input operand");
            }
        }

        return Ops.Permute(last.Value, [.. output.Select(label => (long)last.Labels.IndexOf(label))]);
    }

    /// <summary>Writes the dimensions under an ellipsis as digits, aligned at the right.</summary>
    private static string Spell(string term, int rank, int dots)
    {
        int at = term.IndexOf("...", StringComparison.Ordinal);
        string spelled = term;
        if (at >= 0)
        {
            int own = rank < 0 ? dots : rank - (term.Length - 3);
            spelled = term[..at] + string.Concat(Enumerable.Range(dots - own, own).Select(static d => (char)('0' + d))) + term[(at + 3)..];
        }

        if (rank >= 0 && spelled.Length != rank)
        {
            throw NativeError.Of(
                $"einsum(): the number of subscripts in the equation ({Shape.Number(spelled.Length)}) does not match the number of dimensions ({Shape.Number(rank)}) for an operand");
        }

        return spelled.Distinct().Count() == spelled.Length
            ? spelled
            : throw NativeError.Of("einsum(): repeated subscripts within one operand are not supported here");
    }

    /// <summary>Without an arrow: the ellipsis, then what occurs once, in alphabetical order.</summary>
    private static string Implied(string[] terms, int dots)
    {
        IEnumerable<char> once = string.Concat(terms)
            .Where(char.IsLetter).GroupBy(static c => c).Where(static g => g.Count() == 1).Select(static g => g.Key).Order();
        return string.Concat(Enumerable.Range(0, dots).Select(static d => (char)('0' + d)).Concat(once));
    }

    private static Dictionary<char, long> Sizes(string[] terms, NativeTensor[] operands)
    {
        Dictionary<char, long> sizes = [];
        for (int i = 0; i < terms.Length; i++)
        {
            for (int d = 0; d < terms[i].Length; d++)
            {
                char label = terms[i][d];
                long size = operands[i].Sizes[d];
                if (sizes.TryGetValue(label, out long known) && known != size && known != 1 && size != 1)
                {
                    throw NativeError.Of($"einsum(): subscript {label} has size {Shape.Number(size)} for operand {Shape.Number(i)} which does not broadcast with previously seen size {Shape.Number(known)}");
                }

                sizes[label] = Math.Max(size, known);
            }
        }

        return sizes;
    }

    private static (string Labels, NativeTensor Value) Reduce(string labels, NativeTensor x, string kept)
    {
        long[] summed = [.. Enumerable.Range(0, labels.Length).Where(d => !kept.Contains(labels[d])).Select(static d => (long)d)];
        return summed.Length == 0
            ? (labels, x)
            : (string.Concat(labels.Where(kept.Contains)), Ops.Sum(x, summed, keepDim: false, null));
    }

    private static (string Labels, NativeTensor Value) Contract(
        (string Labels, NativeTensor Value) a, (string Labels, NativeTensor Value) b, string later, Dictionary<char, long> sizes)
    {
        string batch = string.Concat(a.Labels.Where(c => b.Labels.Contains(c) && later.Contains(c)));
        string summed = string.Concat(a.Labels.Where(c => b.Labels.Contains(c) && !later.Contains(c)));
        string left = string.Concat(a.Labels.Where(c => !b.Labels.Contains(c)));
        string right = string.Concat(b.Labels.Where(c => !a.Labels.Contains(c)));
        NativeTensor product = Ops.Bmm(
            Block(a, batch, left, summed, sizes),
            Block(b, batch, summed, right, sizes));
        string labels = batch + left + right;
        return (labels, Ops.Reshape(product, [.. labels.Select(c => sizes[c])]));
    }

    private static NativeTensor Block((string Labels, NativeTensor Value) x, string batch, string rows, string columns, Dictionary<char, long> sizes)
    {
        string order = batch + rows + columns;
        NativeTensor moved = Ops.Permute(x.Value, [.. order.Select(c => (long)x.Labels.IndexOf(c))]);
        NativeTensor whole = Ops.Expand(moved, [.. order.Select(c => sizes[c])]);
        return Ops.Reshape(whole, [Count(batch), Count(rows), Count(columns)]);

        long Count(string labels) => labels.Aggregate(1L, (product, c) => product * sizes[c]);
    }
}
