namespace Modelwright.Backends.Vulkan;

/// <summary>Keeps inserted statements in line with the text around them: generated kernels are read by people.</summary>
internal static class Indentation
{
    /// <summary>Every line but the first moved right by <paramref name="levels"/> times four spaces: the first follows the hole it is put in.</summary>
    public static string Indent(this string text, int levels)
    {
        string margin = new(' ', 4 * levels);
        return text.Replace("\n\n", "\u0001").Replace("\n", "\n" + margin).Replace("\u0001", "\n\n" + margin);
    }
}
