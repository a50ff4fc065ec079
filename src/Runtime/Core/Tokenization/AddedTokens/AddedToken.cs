namespace Modelwright.Runtime;

/// <summary>A token that is looked for in a text before words are cut (<c>added_tokens</c>).</summary>
/// <param name="Content">Its spelling.</param>
/// <param name="Id">Its id.</param>
/// <param name="Special">Whether decoding can leave it out.</param>
/// <param name="Normalized">Whether it is looked for in the normalised text.</param>
/// <param name="SingleWord">Whether it is found only where no word character stands beside it.</param>
/// <param name="StripLeft">Whether it swallows whitespace before it.</param>
/// <param name="StripRight">Whether it swallows whitespace behind it.</param>
internal sealed record AddedToken(string Content, int Id, bool Special, bool Normalized, bool SingleWord, bool StripLeft, bool StripRight);
