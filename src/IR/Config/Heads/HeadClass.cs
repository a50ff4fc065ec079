using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>A name in <c>architectures</c>, and the head that it stands for.</summary>
internal sealed record HeadClass(string Name, Head Head)
{
    /// <summary>The heads by the words that a project asks for them with; classes are called after them.</summary>
    public static readonly IReadOnlyList<(string Word, Head Head)> Words =
    [
        ("Model", Head.Model),
        ("CausalLM", Head.CausalLanguageModel),
        ("SequenceClassification", Head.SequenceClassification),
        ("TokenClassification", Head.TokenClassification),
        ("QuestionAnswering", Head.QuestionAnswering),
    ];

    /// <summary>The classes of a family that has a class for every head, beside its language model.</summary>
    public static EquatableArray<HeadClass> AllOf(string stem) => Of(stem, Head.Model, Head.SequenceClassification, Head.TokenClassification, Head.QuestionAnswering);

    /// <summary>The classes of some heads: <c>…Model</c>, <c>…ForSequenceClassification</c>.</summary>
    public static EquatableArray<HeadClass> Of(string stem, params Head[] heads) =>
        heads.Select(head => new HeadClass(stem + (head == Head.Model ? "" : "For") + Words.First(word => word.Head == head).Word, head)).ToEquatableArray();

    /// <summary>The head of a word; null for a word that is none.</summary>
    public static Head? Named(string word)
    {
        const string For = "For";
        string bare = word.StartsWith(For, StringComparison.OrdinalIgnoreCase) ? word.Substring(For.Length) : word;
        return Words.Where(known => string.Equals(known.Word, bare, StringComparison.OrdinalIgnoreCase)).Select(static known => (Head?)known.Head).FirstOrDefault();
    }
}
