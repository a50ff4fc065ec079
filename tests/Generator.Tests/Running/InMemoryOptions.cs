using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Modelwright.Generator.Tests;

/// <summary>The build properties and item metadata a project would hand over.</summary>
internal sealed class InMemoryOptions(IReadOnlyDictionary<string, string> global, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> files)
    : AnalyzerConfigOptionsProvider
{
    private static readonly Dictionary<string, string> Nothing = [];

    public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(global);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values(Nothing);

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) =>
        new Values(files.TryGetValue(textFile.Path, out IReadOnlyDictionary<string, string>? values) ? values : Nothing);

    private sealed class Values(IReadOnlyDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
