namespace Modelwright.Backends.Vulkan;

/// <summary>Numbers as GLSL text, the same under every culture.</summary>
internal static class GlslLiteral
{
    /// <summary>The shortest-or-nine-digit form that reads back as the same float, always with a point or an exponent.</summary>
    public static string Float(float value)
    {
        string text = Literal.Number(value);
        return text.IndexOf('.') >= 0 || text.IndexOf('E') >= 0 ? text : text + ".0";
    }

    public static string Bool(bool value) => value ? "true" : "false";
}
