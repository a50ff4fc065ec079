using System.IO;
using System.Runtime.CompilerServices;

namespace Modelwright.Runtime.Tests;

/// <summary>Finds files that people had trouble with, in <c>tests/cases</c>.</summary>
internal static class Cases
{
    public static string Path(params string[] parts) => System.IO.Path.Combine([TestsFolder(), "cases", .. parts]);

    private static string TestsFolder([CallerFilePath] string here = "") => Directory.GetParent(here)!.Parent!.FullName;
}
