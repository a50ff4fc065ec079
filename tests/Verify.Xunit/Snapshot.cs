using System;
using System.IO;
using System.Text;

namespace VerifyTests;

/// <summary>Compares what a test gives with the <c>.verified.txt</c> file, and writes <c>.received.txt</c> beside it where they differ.</summary>
internal static class Snapshot
{
    /// <param name="place">Folder and name without the ending.</param>
    /// <param name="text">What the test gives.</param>
    /// <exception cref="VerifyException">There is no such file yet, or it differs.</exception>
    public static void Compare(string place, string text)
    {
        (string verified, string received) = (place + ".verified.txt", place + ".received.txt");
        text = Lines(text);
        string? expected = File.Exists(verified) ? Lines(File.ReadAllText(verified)) : null;
        if (expected == text)
        {
            File.Delete(received);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(received)!);
        File.WriteAllText(received, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        string name = Path.GetFileName(received);
        throw new VerifyException($"Directory: {Path.GetDirectoryName(place)}\n" + (expected is null
            ? $"New: {name}\nReceived:\n{text}\n"
            : $"NotEqual: {name}\nReceived:\n{text}\nVerified:\n{expected}\n"));
    }

    private static string Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
}
