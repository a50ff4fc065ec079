using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Modelwright.Runtime;

/// <summary>What can be observed from outside, under the name <c>Modelwright.Runtime</c>.</summary>
internal static class RuntimeMetrics
{
    public const string Name = "Modelwright.Runtime";

    private static readonly Meter Meter = new(Name);

    public static readonly ActivitySource Activities = new(Name);

    public static readonly Counter<long> PromptTokens =
        Meter.CreateCounter<long>("modelwright.tokens.prompt", "{token}", "Tokens fed as prompts.");

    public static readonly Counter<long> GeneratedTokens =
        Meter.CreateCounter<long>("modelwright.tokens.generated", "{token}", "Tokens generated.");
}
