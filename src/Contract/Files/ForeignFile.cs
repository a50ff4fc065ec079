using System;
using System.Linq;

namespace Modelwright.Contract;

/// <summary>
/// A file that is something else than its name says, told by its first characters: what people have on their disks when a download, a clone or a conversion went wrong.
/// </summary>
/// <param name="Found">What it is.</param>
/// <param name="Advice">What to do about it.</param>
#if MODELWRIGHT_GENERATOR
internal
#else
public
#endif
sealed record ForeignFile(string Found, string Advice)
{
    /// <summary>Characters (of a binary file: bytes, one a character) that <see cref="Recognize"/> wants to see.</summary>
    public const int StartLength = 256;

    private const string Again = "download it again";
    private const string Convert = "use the checkpoint in safetensors form, or convert it with Hugging Face's save_pretrained";

    private static readonly (string Start, string Found, string Advice)[] Signatures =
    [
        ("version https://git-lfs", "a Git LFS pointer, not the file it stands for", "run 'git lfs pull' in its repository, or download the file itself"),
        ("PK\u0003\u0004", "a zip archive, as PyTorch writes its .bin and .pt files", Convert),
        ("\u0080\u0002", "a pickle, as PyTorch writes its .bin and .pt files", Convert),
        ("\u0080\u0003", "a pickle, as Python writes", Convert),
        ("\u0080\u0004", "a pickle, as Python writes", Convert),
        ("\u0080\u0005", "a pickle, as Python writes", Convert),
        ("GGUF", "a GGUF file, as llama.cpp reads", "use the checkpoint in safetensors form that it was made from"),
        ("GGML", "a GGML file, as old versions of llama.cpp read", "use the checkpoint in safetensors form that it was made from"),
        ("\u0089HDF", "an HDF5 file, as TensorFlow writes", Convert),
        ("\u0093NUMPY", "a NumPy array", Convert),
        ("\u001F\u008B", "a gzip archive", "unpack it"),
        ("(\u00B5/\u00FD", "a Zstandard archive", "unpack it"),
        ("\u00FD7zXZ", "an xz archive", "unpack it"),
        ("7z\u00BC\u00AF", "a 7z archive", "unpack it"),
        ("Entry not found", "a server's answer, \"Entry not found\"", Again),
        ("Repository not found", "a server's answer, \"Repository not found\"", Again),
        ("Invalid username or password", "a server's answer, \"Invalid username or password\"", "download it again, signed in"),
        ("Access to model", "a server's answer that the model is gated", "accept its terms, and download it again, signed in"),
    ];

    /// <summary>What a file that begins so is, or <see langword="null"/> where nothing speaks against its name.</summary>
    /// <param name="start">The first characters of a text; of bytes, one character each. Empty for an empty file.</param>
    public static ForeignFile? Recognize(string start)
    {
        if (start.Length == 0)
        {
            return new ForeignFile("an empty file", Again);
        }

        if (start.Length >= 16 && start.All(static c => c == '\0'))
        {
            return new ForeignFile("nothing but zeros, as a download that did not end leaves", Again);
        }

        foreach ((string signature, string found, string advice) in Signatures)
        {
            if (start.StartsWith(signature, StringComparison.Ordinal))
            {
                return new ForeignFile(found, advice);
            }
        }

        return RecognizeMarkup(start);
    }

    /// <summary>Login and error pages that were saved under the file's name.</summary>
    private static ForeignFile? RecognizeMarkup(string start)
    {
        const string byteOrderMark = "\u00EF\u00BB\u00BF";
        string text = (start.StartsWith(byteOrderMark, StringComparison.Ordinal) ? start.Substring(byteOrderMark.Length) : start).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (text.Length < 2 || text[0] != '<' || !(text[1] is '!' or '?' || char.IsLetter(text[1])))
        {
            return null;
        }

        bool html = text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
        return new ForeignFile(
            html ? "an HTML page, such as a server's error or login page" : "an XML document, such as a server's error message",
            "download the file itself, signed in where the model is gated");
    }
}
