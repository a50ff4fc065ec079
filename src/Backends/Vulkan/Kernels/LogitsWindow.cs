namespace Modelwright.Backends.Vulkan;

/// <summary>Logits of a long prompt are computed a window of rows at a time, from <c>step.rowOffset</c> on, so that they need little memory.</summary>
internal static class LogitsWindow
{
    public const int Rows = 64;

    /// <summary>GLSL added to a row number.</summary>
    public static string First(bool window) => window ? "step.rowOffset + " : string.Empty;

    /// <summary>GLSL for the row after the last.</summary>
    public static string End(bool window) => window ? $"min(step.rows, step.rowOffset + {Rows}u)" : "step.rows";
}
