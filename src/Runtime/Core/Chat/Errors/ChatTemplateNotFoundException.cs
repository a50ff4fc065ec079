namespace Modelwright.Runtime;

/// <summary>There is no chat template, none of the name asked for, or the file that should hold it is not valid.</summary>
public sealed class ChatTemplateNotFoundException(string path, string found, string wanted, System.Exception? innerException = null)
    : ChatTemplateException($"No chat template in '{path}': found {found}; wanted {wanted}.", innerException)
{
    /// <summary>The file or folder.</summary>
    public string Path { get; } = path;

    /// <summary>What was found.</summary>
    public string Found { get; } = found;

    /// <summary>What was wanted.</summary>
    public string Wanted { get; } = wanted;
}
