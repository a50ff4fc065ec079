using System.Globalization;

namespace Modelwright.Runtime;

/// <summary>A token id is not in the model's vocabulary.</summary>
public sealed class TokenOutOfRangeException(int token, int vocabularySize)
    : ModelwrightException(string.Create(CultureInfo.InvariantCulture, $"Token {token} is not in the vocabulary: wanted a token at least 0 and at most {vocabularySize - 1}."))
{
    /// <summary>The token id found.</summary>
    public int Token { get; } = token;

    /// <summary>Number of tokens there are.</summary>
    public int VocabularySize { get; } = vocabularySize;
}
