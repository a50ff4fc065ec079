using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Modelwright.Mutation;

/// <summary>Changes that runs have seen noticed, in a file: a run that was ended goes on there, and one after new tests asks about the others alone.</summary>
internal sealed class NoticedChanges
{
    private readonly string _file;
    private readonly Dictionary<string, CodeOutcome> _outcomes = [];
    private readonly object _lock = new();

    private NoticedChanges(string file) => _file = file;

    /// <summary>Reads the file, if there is one.</summary>
    public static NoticedChanges Read(string file)
    {
        NoticedChanges changes = new(file);
        foreach (string[] words in File.Exists(file) ? File.ReadLines(file).Select(static line => line.Split('\t', 2)) : [])
        {
            if (words is [string outcome, string key] && Enum.TryParse(outcome, out CodeOutcome noticed))
            {
                changes._outcomes[key] = noticed;
            }
        }

        return changes;
    }

    public int Count => _outcomes.Count;

    public CodeOutcome? Of(CodeChange change) => _outcomes.TryGetValue(change.Key, out CodeOutcome outcome) ? outcome : null;

    /// <summary>Forgets what is said of some, to ask again.</summary>
    public void Forget(IEnumerable<CodeChange> changes)
    {
        foreach (CodeChange change in changes)
        {
            _outcomes.Remove(change.Key);
        }

        File.WriteAllLines(_file, _outcomes.Select(static pair => $"{pair.Value}\t{pair.Key}"));
    }

    public void Add(CodeChange change)
    {
        lock (_lock)
        {
            _outcomes[change.Key] = change.Outcome;
            File.AppendAllText(_file, $"{change.Outcome}\t{change.Key}\n");
        }
    }
}
