using System.Globalization;

namespace Modelwright.Testing;

/// <summary>What the compiler has to say about a config.</summary>
/// <param name="Code">Its number, such as <c>MW1004</c>.</param>
/// <param name="IsError">Whether there is no model because of it.</param>
/// <param name="Line">Line in the config, from 1.</param>
/// <param name="Column">Column in the line, from 1, in UTF-16 code units.</param>
/// <param name="Message">What was found and what would be right.</param>
public sealed record GeneratedDiagnostic(string Code, bool IsError, int Line, int Column, string Message)
{
    /// <summary>As <c>dotnet build</c> prints it, without the file: <c>(5,26): error MW1004: …</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"({Line},{Column}): {(IsError ? "error" : "warning")} {Code}: {Message}");
}
