using System.IO;
using System.Runtime.CompilerServices;

namespace Modelwright.Runtime.Tests;

/// <summary>Finds what Hugging Face computed, in <c>tests/goldens</c>.</summary>
internal static class Goldens
{
    public static string Path(params string[] parts) =>
        System.IO.Path.Combine([TestsFolder(), "goldens", .. parts]);

    private static string TestsFolder([CallerFilePath] string here = "") => Directory.GetParent(here)!.Parent!.FullName;
}
