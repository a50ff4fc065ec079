using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace Modelwright.Generator.Tests;

/// <summary>Nothing is computed twice: not by typing C#, not by moving JSON around.</summary>
public class CachingTests
{
    private static readonly string Json = TestConfigs.Golden("qwen3_dense");

    [Fact]
    public void Typing_CSharp_runs_nothing()
    {
        GeneratorRun run = GeneratorRun.Of(Json).EditCSharp("class D { int x; }");

        foreach (string step in (string[])[Steps.Files, Steps.Requests, Steps.Bound, Steps.Jobs, Steps.Compiled])
        {
            Assert.NotEmpty(run.Reasons(step));
            Assert.All(run.Reasons(step), static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        }
    }

    [Fact]
    public void Reformatting_the_json_stops_at_the_spec()
    {
        GeneratorRun run = GeneratorRun.Of(Json).EditJson(Json.Replace(",", ",\n\n", StringComparison.Ordinal));

        Assert.Equal([IncrementalStepRunReason.Modified], run.Reasons(Steps.Bound));
        Assert.Equal([IncrementalStepRunReason.Unchanged], run.Reasons(Steps.Jobs));
        Assert.Equal([IncrementalStepRunReason.Cached], run.Reasons(Steps.Compiled));
    }

    [Fact]
    public void Editing_a_key_recompiles_the_model()
    {
        GeneratorRun run = GeneratorRun.Of(Json).EditJson(Json.Replace("\"rms_norm_eps\": 1e-06", "\"rms_norm_eps\": 1e-05", StringComparison.Ordinal));

        Assert.Equal([IncrementalStepRunReason.Modified], run.Reasons(Steps.Jobs));
        Assert.Equal([IncrementalStepRunReason.Modified], run.Reasons(Steps.Compiled));
    }

    [Fact]
    public void The_same_class_declared_with_an_attribute_is_cached_while_other_code_is_typed()
    {
        const string Declaration = "namespace Mine; [Modelwright.GenerateModel(\"config.json\")] public sealed partial class Declared;";
        GeneratorRun run = GeneratorRun.Of(Json, className: "", csharp: Declaration).EditCSharp(Declaration + " class D { int x; }");

        IReadOnlyList<IncrementalStepRunReason> reasons = run.Reasons(Steps.Compiled);
        Assert.Equal([IncrementalStepRunReason.Cached], reasons);
    }
}
