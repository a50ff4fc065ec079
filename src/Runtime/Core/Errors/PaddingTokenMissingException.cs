namespace Modelwright.Runtime;

/// <summary>Several texts are to be classified together, and the model's config names no padding token by which their ends are found.</summary>
public sealed class PaddingTokenMissingException : ModelwrightException
{
    internal PaddingTokenMissingException(int rows)
        : base($"There are {rows} texts in a batch, but the config has no pad_token_id, by which a text's end is found; give one text at a time.")
    {
    }
}
