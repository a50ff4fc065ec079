using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>
/// What stands in a checkpoint's names where the model's own have their root: base models come without <c>model.</c>, models with pictures have
/// <c>model.language_model.</c> there, trainers leave <c>module.</c> or <c>_orig_mod.</c> in front. Found from the names alone: the model's names, without their root,
/// are looked for at the end of the checkpoint's, and what stands before most of them is the prefix. One for all tensors.
/// </summary>
internal sealed class CheckpointPrefix
{
    private CheckpointPrefix(string root, string stored, string outside)
    {
        (Root, Stored, Outside) = (root, stored, outside);
    }

    /// <summary>The root of the model's own names, such as <c>model.</c>.</summary>
    public string Root { get; }

    /// <summary>What the checkpoint has in its place.</summary>
    public string Stored { get; }

    /// <summary>What the checkpoint has in front of names that stand outside the root, such as <c>lm_head.weight</c>: a beginning of <see cref="Stored"/>.</summary>
    public string Outside { get; }

    /// <summary>Whether the checkpoint's names are the model's.</summary>
    public bool IsPlain => Stored == Root && Outside.Length == 0;

    /// <summary>Finds the prefix.</summary>
    /// <param name="stored">The checkpoint's names.</param>
    /// <param name="wanted">The model's names.</param>
    public static CheckpointPrefix Find(IReadOnlyCollection<string> stored, IReadOnlyCollection<string> wanted)
    {
        string root = RootOf(wanted);
        (HashSet<string> inside, HashSet<string> outside) = (new(StringComparer.Ordinal), new(StringComparer.Ordinal));
        foreach (string name in wanted)
        {
            (Cut(name, root) is { } inner ? inside : outside).Add(Cut(name, root) ?? name);
        }

        string prefix = MostVoted(Votes(stored, inside), root);
        string plain = prefix == root || prefix.EndsWith("." + root, StringComparison.Ordinal) ? prefix[..^root.Length] : "";
        Dictionary<string, int> votes = Votes(stored, outside);
        return new CheckpointPrefix(root, prefix, MostVoted(votes.Where(vote => IsBeginning(vote.Key, prefix)), plain));
    }

    /// <summary>The checkpoint's name for one of the model's.</summary>
    public string ToStored(string name) => Cut(name, Root) is { } inner ? Stored + inner : Outside + name;

    /// <summary>The model's names that a name of the checkpoint may stand for, the likelier first.</summary>
    public IEnumerable<string> ToModel(string name)
    {
        if (Cut(name, Stored) is { } inner)
        {
            yield return Root + inner;
        }

        if (Cut(name, Outside) is { } outer)
        {
            yield return outer;
        }
    }

    /// <summary>Every way to cut a name at a dot: the whole name, then shorter and shorter ends.</summary>
    public static IEnumerable<int> Cuts(string name)
    {
        for (int cut = 0; ; cut++)
        {
            yield return cut;
            cut = name.IndexOf('.', cut);
            if (cut < 0)
            {
                yield break;
            }
        }
    }

    /// <summary>The first segment that most names have.</summary>
    private static string RootOf(IReadOnlyCollection<string> names) => names
        .Select(static name => name[..(name.IndexOf('.', StringComparison.Ordinal) + 1)])
        .GroupBy(static segment => segment)
        .OrderByDescending(static group => group.Count())
        .Select(static group => group.Key)
        .FirstOrDefault("");

    private static Dictionary<string, int> Votes(IEnumerable<string> names, HashSet<string> ends)
    {
        Dictionary<string, int> votes = new(StringComparer.Ordinal);
        SpanSet known = new(ends);
        foreach (string name in names)
        {
            foreach (int cut in Cuts(name).Where(cut => known.Contains(name.AsSpan(cut))))
            {
                votes[name[..cut]] = votes.GetValueOrDefault(name[..cut]) + 1;
            }
        }

        return votes;
    }

    private static string MostVoted(IEnumerable<KeyValuePair<string, int>> votes, string usual) => votes
        .OrderByDescending(static vote => vote.Value)
        .ThenByDescending(vote => vote.Key == usual)
        .ThenBy(static vote => vote.Key.Length)
        .Select(static vote => vote.Key)
        .FirstOrDefault(usual);

    private static bool IsBeginning(string part, string whole) => whole.StartsWith(part, StringComparison.Ordinal);

    private static string? Cut(string name, string beginning) => name.StartsWith(beginning, StringComparison.Ordinal) ? name[beginning.Length..] : null;
}
