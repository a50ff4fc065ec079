using System.Text;

namespace VerifyTests;

/// <summary>Settings of every verification in the process; set before the first one, in a module initialiser.</summary>
public static class VerifierSettings
{
    internal static Encoding Encoding { get; private set; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true);

    /// <summary>Snapshots start without a byte order mark.</summary>
    public static void UseUtf8NoBom() => UseEncoding(new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    public static void UseEncoding(Encoding encoding) => Encoding = encoding;
}
