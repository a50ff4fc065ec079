using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using VerifyTests;

namespace VerifyXunit;

/// <summary>
/// Snapshot tests: what a test gives must equal the file <c>Type.Method.verified.txt</c> beside its source. A first run
/// fails and writes <c>.received.</c>; renaming that file accepts it.
/// </summary>
public static class Verifier
{
    public static SettingsTask Verify(string? target, VerifySettings? settings = null, [CallerFilePath] string sourceFile = "") =>
        Verify(new Target("txt", target ?? "null"), settings, sourceFile);

    /// <param name="target">The text; null reads as the word null.</param>
    /// <param name="extension">The ending of the snapshot's name, without the dot.</param>
    /// <param name="settings">Null: the defaults.</param>
    /// <param name="sourceFile">Filled in by the compiler.</param>
    public static SettingsTask Verify(
        string? target,
        string extension,
        VerifySettings? settings = null,
        [CallerFilePath] string sourceFile = "") =>
        Verify(new Target(extension, target ?? "null"), settings, sourceFile);

    public static SettingsTask Verify(Target target, VerifySettings? settings = null, [CallerFilePath] string sourceFile = "") =>
        Verify([target], settings, sourceFile);

    public static SettingsTask Verify(
        IEnumerable<Target> targets,
        VerifySettings? settings = null,
        [CallerFilePath] string sourceFile = "")
    {
        // The test is on the stack now; it may not be when the task starts.
        MethodInfo test = TestMethod.Find();
        return new SettingsTask(settings, chosen => Task.FromResult(Compare(chosen, test, sourceFile, targets)));
    }

    public static SettingsTask Verify(Task<string> target, VerifySettings? settings = null, [CallerFilePath] string sourceFile = "") =>
        Verify(target, "txt", settings, sourceFile);

    public static SettingsTask Verify(
        Task<string> target,
        string extension,
        VerifySettings? settings = null,
        [CallerFilePath] string sourceFile = "")
    {
        MethodInfo test = TestMethod.Find();
        return new SettingsTask(
            settings,
            async chosen => Compare(chosen, test, sourceFile, [new Target(extension, await target.ConfigureAwait(false))]));
    }

    private static VerifyResult Compare(VerifySettings settings, MethodInfo test, string sourceFile, IEnumerable<Target> targets)
    {
        new Snapshot(SnapshotName.Of(settings, test, sourceFile), targets.ToList()).Compare();
        return new VerifyResult();
    }
}
