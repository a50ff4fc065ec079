using System.Collections.Generic;
using System.Linq;
using Modelwright.Runtime;

namespace Modelwright.Extensions.AI;

/// <summary>Which tags the vocabulary has tokens for, and where in an answer's text such tokens stood.</summary>
/// <param name="tags">The tags that are tokens, by id.</param>
internal sealed class TagPlaces(IReadOnlyDictionary<int, string> tags)
{
    private static readonly string[] All = [ChatOutputParser.ThinkBegin, ChatOutputParser.ThinkEnd, ChatOutputParser.CallBegin, ChatOutputParser.CallEnd];

    private readonly HashSet<string> _areTokens = [.. tags.Values];
    private readonly HashSet<(string Tag, long At)> _places = [];

    /// <summary>For a tokenizer.</summary>
    public static TagPlaces Of(ITextTokenizer tokenizer) =>
        new(All.Where(tokenizer.SpecialTokens.ContainsKey).ToDictionary(tag => tokenizer.SpecialTokens[tag]));

    /// <summary>The tag that a token is; null for any other.</summary>
    public string? TagOf(int token) => tags.GetValueOrDefault(token);

    /// <summary>A tag's token came.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="at">Where in the answer's text it begins.</param>
    public void Add(string tag, long at) => _places.Add((tag, at));

    /// <summary>Whether a tag's spelling is the tag.</summary>
    public bool IsTag(string tag, long at) => !_areTokens.Contains(tag) || _places.Contains((tag, at));
}
