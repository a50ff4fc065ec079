using System.IO;

namespace Modelwright.Tests;

/// <summary>What people have on their disks under a file's name when a download, a clone or a conversion went wrong.</summary>
internal static class ForeignBeginnings
{
    /// <summary>Beginnings of such files, one character a byte, and a word of what is said of them.</summary>
    public static TheoryData<string, string> All => new()
    {
        { Case("git-lfs-pointer"), "git lfs pull" },
        { Case("login-page.html"), "HTML page" },
        { "\u00EF\u00BB\u00BF \r\n<HTML><body>", "HTML page" },
        { "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>", "XML document" },
        { "<Error><Code>NoSuchKey</Code></Error>", "XML document" },
        { "PK\u0003\u0004\u0000\u0000\u0008\u0008", "zip archive" },
        { "\u0080\u0002}q\u0000(X\u0004\u0000\u0000", "pickle" },
        { "GGUF\u0003\u0000\u0000\u0000\u0000", "GGUF" },
        { "\u001F\u008B\u0008\u0000\u0000\u0000\u0000", "gzip" },
        { new string('\0', 64), "zeros" },
        { "Entry not found", "Entry not found" },
        { "", "empty file" },
    };

    private static string Case(string name) => File.ReadAllText(Path.Combine(Repository.Root, "tests", "cases", "foreign-files", name));
}
