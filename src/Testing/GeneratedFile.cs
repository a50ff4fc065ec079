namespace Modelwright.Testing;

/// <summary>A text that the compiler wrote.</summary>
/// <param name="Name">Its name, as the compiler would call the file: <c>Qwen3.Decode.g.cs</c>, <c>Gemv_256x1024.comp</c>.</param>
/// <param name="Text">Its text, lines ended by LF. Where the compiler's version would stand, it says <c>{version}</c>: a new version alone changes no snapshot.</param>
public sealed record GeneratedFile(string Name, string Text)
{
    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
