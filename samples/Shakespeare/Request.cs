using Modelwright.Runtime;

namespace Samples;

/// <summary>What the command line asks for.</summary>
internal sealed record Request(string Prompt, string Backend, string? Device, GenerationOptions Options);
