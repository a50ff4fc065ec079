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

    private static readonly string[] Documents = ["<!doctype", "<html", "<?xml"];

    private static readonly (string Start, string Found, string Advice)[] Signatures =
    [
        ("version https://git-lfs", "a Git LFS pointer, not the file it stands for", "run 'git lfs pull' in its repository, or download the file itself"),
        ("PK\u0003\u0004", "a zip archive, as PyTorch writes its .bin and .pt files", Convert),
        ("GGUF", "a GGUF file, as llama.cpp reads", "give its own path, under a name that ends in .gguf, or use the checkpoint in safetensors form that it was made from"),
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

    /// <summary>Both in words, for a message about the file.</summary>
    public override string ToString() => $"it is {Found}; {Advice}";

    /// <summary>What a file that begins so is, or <see langword="null"/> where nothing speaks against its name.</summary>
    /// <param name="text">The text, or its first <see cref="StartLength"/> characters; of bytes, one character each. Empty for an empty file.</param>
    public static ForeignFile? Recognize(string text)
    {
        string start = Start(text);
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

        // 0x80 and the protocol's number; a compiler that took the bytes for text may have made another character of the first.
        if (start.Length > 1 && start[0] >= '\u0080' && start[1] is >= '\u0002' and <= '\u0005')
        {
            return new ForeignFile("a pickle, as PyTorch writes its .bin and .pt files", Convert);
        }

        return RecognizeMarkup(start);
    }

    /// <summary>
    /// What a file is that should hold a chat template; <see langword="null"/> where it may be one. A template may begin with a tag of markup: it is a page only
    /// where nothing in it is a template's, or where it begins as a whole document does and no message is ever mentioned.
    /// </summary>
    /// <param name="text">The whole text.</param>
    public static ForeignFile? RecognizeTemplate(string text)
    {
        bool statements = text.IndexOf("{%", StringComparison.Ordinal) >= 0 || text.IndexOf("{{", StringComparison.Ordinal) >= 0;
        bool template = statements && (!IsDocument(Unmarked(Start(text))) || text.IndexOf("messages", StringComparison.Ordinal) >= 0);
        return template && RecognizeMarkup(Start(text)) is not null ? null : Recognize(text);
    }

    /// <summary>Login and error pages that were saved under the file's name.</summary>
    private static ForeignFile? RecognizeMarkup(string start)
    {
        string text = Unmarked(start);
        if (text.Length < 2 || text[0] != '<' || !(text[1] is '!' or '?' || char.IsLetter(text[1])))
        {
            return null;
        }

        bool html = text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
        return new ForeignFile(
            html ? "an HTML page, such as a server's error or login page" : "an XML document, such as a server's error message",
            "download the file itself, signed in where the model is gated");
    }

    private static string Start(string text) => text.Length > StartLength ? text.Substring(0, StartLength) : text;

    private static bool IsDocument(string text) => Array.Exists(Documents, beginning => text.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));

    /// <summary>Without the mark and the space that may stand before anything.</summary>
    private static string Unmarked(string start)
    {
        const string byteOrderMark = "\u00EF\u00BB\u00BF";
        return (start.StartsWith(byteOrderMark, StringComparison.Ordinal) ? start.Substring(byteOrderMark.Length) : start).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
    }
}
