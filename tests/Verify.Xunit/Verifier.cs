using System.Reflection;
using System.Runtime.CompilerServices;
using VerifyTests;

namespace VerifyXunit;

/// <summary>
/// Snapshot tests: what a test gives must equal the file <c>Type.Method.verified.txt</c> beside its source. A first run
/// fails and writes <c>.received.</c>; renaming that file accepts it.
/// </summary>
public static class Verifier
{
    /// <param name="target">The text; null reads as the word null.</param>
    /// <param name="sourceFile">Filled in by the compiler.</param>
    public static SettingsTask Verify(string? target, [CallerFilePath] string sourceFile = "")
    {
        // The test is on the stack now; it may not be when the task starts.
        MethodInfo test = TestMethod.Find();
        return new SettingsTask(test, sourceFile, target ?? "null");
    }
}
