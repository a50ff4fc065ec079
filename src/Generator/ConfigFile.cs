using System;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Modelwright.Generator;

/// <summary>
/// A JSON file among the project's additional files, and what the project says of it: metadata <c>ModelwrightClass</c>, <c>ModelwrightNamespace</c>,
/// <c>ModelwrightAccessibility</c> and those of <see cref="ModelOptions"/>. Empty where the project says nothing. <paramref name="Text"/> is null for a file that cannot be read;
/// <paramref name="IsEdited"/>: an IDE has it, and the analyzer tells what is wrong with its text.
/// </summary>
internal sealed record ConfigFile(string Path, string? Text, string ClassName, string Namespace, string Accessibility, ModelOptions Options, bool IsEdited)
{
    public static ConfigFile? TryCreate(AdditionalText text, AnalyzerConfigOptionsProvider options, CancellationToken cancel)
    {
        if (!text.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        AnalyzerConfigOptions file = options.GetOptions(text);
        string Metadata(string name) => file.TryGetValue("build_metadata.AdditionalFiles.Modelwright" + name, out string? value) ? value.Trim() : "";
        string rootNamespace = options.GlobalOptions.TryGetValue("build_property.RootNamespace", out string? root) ? root : "";
        string ns = Metadata("Namespace");
        SourceText? content = text.GetText(cancel);
        return new ConfigFile(
            text.Path, content?.ToString(), Metadata("Class"), ns.Length > 0 ? ns : rootNamespace, Metadata("Accessibility"), ModelOptions.Read(Metadata),
            IsEdited: options.GlobalOptions.TryGetValue("build_property.DesignTimeBuild", out string? design) && design == "true" && Metadata("IsConfig") == "true");
    }

    /// <summary>Whether <paramref name="relative"/>, a path with either slash, names this file.</summary>
    public bool IsNamedBy(string relative)
    {
        string wanted = relative.Replace('\\', '/').TrimStart('.', '/');
        string path = Path.Replace('\\', '/');
        return wanted.Length > 0 && (path == wanted || path.EndsWith("/" + wanted, StringComparison.OrdinalIgnoreCase));
    }
}
