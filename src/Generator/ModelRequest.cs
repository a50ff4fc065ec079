using Modelwright.IR;

namespace Modelwright.Generator;

/// <summary>
/// A config and the class it shall become, or what stands in the way. <paramref name="Messages"/> that are not about the JSON
/// are shown at <paramref name="Place"/>, or at the start of the file.
/// </summary>
internal sealed record ModelRequest(
    ConfigFile? File,
    string ClassName,
    string Namespace,
    string Accessibility,
    RequestedOptions Options,
    SourcePlace? Place,
    EquatableArray<CompilerMessage> Messages);
