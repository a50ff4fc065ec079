using System.Linq;

namespace Modelwright.IR;

/// <summary>A name in <c>architectures</c>, and the head that it stands for.</summary>
internal sealed record HeadClass(string Name, Head Head)
{
    /// <summary>The classes of a family that has a class for every head, beside its language model.</summary>
    public static EquatableArray<HeadClass> AllOf(string stem) => Of(stem, [.. Head.All.Where(static head => head != Head.CausalLanguageModel)]);

    /// <summary>The classes of some heads: <c>…Model</c>, <c>…ForSequenceClassification</c>.</summary>
    public static EquatableArray<HeadClass> Of(string stem, params Head[] heads) => heads.Select(head => new HeadClass(stem + head.ClassInfix + head.Word, head)).ToEquatableArray();
}
