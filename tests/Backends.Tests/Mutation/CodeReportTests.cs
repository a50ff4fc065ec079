using System;
using System.IO;
using System.Linq;
using Modelwright.Mutation;
using Modelwright.Tests;

namespace Modelwright.Backends.Tests;

/// <summary>What <c>./build.sh mutate code</c> reads of Stryker's report, keeps from run to run, and makes of it.</summary>
public sealed class CodeReportTests
{
    private const string Stryker = """
        {"files": {
          "/home/x/src/Lib/B.cs": {"source": "int a = 1;\nint b =\n    a\n    + 2;\nint c = a;", "mutants": [
            {"id": "7", "mutatorName": "Arithmetic", "replacement": "a   -\n 2", "status": "Pending", "static": false, "location": {"start": {"line": 3, "column": 5}, "end": {"line": 4, "column": 8}}},
            {"id": "3", "mutatorName": "Number", "replacement": "0", "status": "Pending", "static": true, "location": {"start": {"line": 1, "column": 9}, "end": {"line": 1, "column": 10}}},
            {"id": "4", "mutatorName": "Number", "replacement": "0", "status": "CompileError", "location": {"start": {"line": 1, "column": 9}, "end": {"line": 1, "column": 10}}},
            {"id": "5", "mutatorName": "Number", "replacement": "0", "status": "Ignored", "location": {"start": {"line": 1, "column": 9}, "end": {"line": 1, "column": 10}}}]},
          "Inner/A.cs": {"source": "f();\nf();", "mutants": [
            {"id": "2", "mutatorName": "Statement", "replacement": ";", "status": "Pending", "location": {"start": {"line": 2, "column": 1}, "end": {"line": 2, "column": 5}}},
            {"id": "1", "mutatorName": "Statement", "replacement": ";", "status": "Pending", "location": {"start": {"line": 1, "column": 1}, "end": {"line": 1, "column": 5}}}]}
        }}
        """;

    private static readonly CodeProject Library = new("Lib", "src/Lib", "Modelwright.Lib", 50, []);

    [Fact]
    public void Changes_are_read_in_the_order_of_their_places()
    {
        using TemporaryFile file = new(Stryker);

        Assert.Equal(
            [
                Change("src/Lib/B.cs", 1, 3, "1", "0") with { Kind = "Number", IsStatic = true },
                Change("src/Lib/B.cs", 3, 7, "a + 2", "a - 2") with { Kind = "Arithmetic" },
                Change("src/Lib/Inner/A.cs", 1, 1, "f();", ";") with { Kind = "Statement" },
                Change("src/Lib/Inner/A.cs", 2, 2, "f();", ";") with { Kind = "Statement", Nth = 1 },
            ],
            MutationReport.Read(file.Path, "src/Lib"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("none")]
    [InlineData("{\"files\": {}}")]
    [InlineData("{\"files\": {\"a.cs\": {\"source\": \"x\", \"mutants\": [{\"id\": \"one\", \"replacement\": \"y\", \"location\": {\"start\": {\"line\": 1, \"column\": 1}, \"end\": {\"line\": 1, \"column\": 2}}}]}}}")]
    public void What_is_no_report_is_refused(string text)
    {
        using TemporaryFile file = new(text);

        Assert.Throws<MutationException>(() => MutationReport.Read(file.Path, "src/Lib"));
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("lib/INNER", null, true)]
    [InlineData("Outer", null, false)]
    [InlineData("Inner", "a.cs", false)]
    [InlineData(null, "B.cs", true)]
    public void Files_are_chosen_by_a_part_of_their_path(string? only, string? except, bool taken) =>
        Assert.Equal(taken, new CodeSelection(only, except, Tests: null, Every: 1, Workers: 1, Resume: false, List: false).Takes(Change("src/Lib/Inner/A.cs", 1, 1, "a", "b")));

    [Fact]
    public void What_was_noticed_is_known_to_the_next_run()
    {
        using TemporaryFile file = new("nonsense\nOther\tkey\n");
        CodeChange first = Change("src/Lib/A.cs", 1, 1, "a", "b") with { Outcome = CodeOutcome.Failed };
        CodeChange second = first with { Nth = 1, Outcome = CodeOutcome.Endless };
        NoticedChanges noticed = NoticedChanges.Read(file.Path);
        noticed.Add(first);
        noticed.Add(second);

        NoticedChanges again = NoticedChanges.Read(file.Path);
        Assert.Equal(2, again.Count);
        Assert.Equal(CodeOutcome.Failed, again.Of(first));
        Assert.Equal(CodeOutcome.Endless, again.Of(second));
        Assert.Null(again.Of(first with { Nth = 2 }));
        again.Forget([first]);
        Assert.Null(again.Of(first));

        NoticedChanges last = NoticedChanges.Read(file.Path);
        Assert.Null(last.Of(first));
        Assert.Equal(CodeOutcome.Endless, last.Of(second));
        Assert.Equal(0, NoticedChanges.Read(Path.Combine(AppContext.BaseDirectory, "no such file")).Count);
    }

    /// <summary>Survivors with a reason count for nothing; the share of the rest decides, and whether the list is right.</summary>
    [Theory]
    [InlineData(1, 1, true, "Lib: 50.0 % of 2 changes noticed, 0 of them by a test that does not end; wanted are 50 %; 1 that matter to nobody left out")]
    [InlineData(1, 2, false, "Lib: 33.3 % of 3 changes noticed, 0 of them by a test that does not end; wanted are 50 %; 1 that matter to nobody left out")]
    public void A_report_says_whether_enough_was_noticed(int noticed, int survived, bool enough, string line)
    {
        using TemporaryFile file = new("src/Lib/A.cs\tknown\tx\twhy\n");
        CodeChange[] changes =
        [
            Change("src/Lib/A.cs", 1, 1, "known", "x") with { Outcome = CodeOutcome.Survived },
            .. Enumerable.Range(0, noticed).Select(static i => Change("src/Lib/A.cs", i, i, "a" + i, "x") with { Outcome = CodeOutcome.Failed }),
            .. Enumerable.Range(0, survived).Select(static i => Change("src/Lib/Inner/B.cs", i, i, "b" + i, "x") with { Outcome = i == 0 ? CodeOutcome.NotRun : CodeOutcome.Survived }),
        ];
        using StringWriter text = new();

        Assert.Equal(enough, new CodeReport(Library, KnownSurvivors.Read(file.Path), text).Write(changes));
        Assert.Contains(line, text.ToString());
        Assert.Contains($"src/Lib/Inner/B.cs: {survived} of {survived} not noticed", text.ToString());
        Assert.Contains("code that no test runs", text.ToString());
        Assert.DoesNotContain("- known", text.ToString());
        Assert.Contains("100.0 % of     1 in src/Lib\n", text.ToString().ReplaceLineEndings("\n"));
        Assert.Contains($"  0.0 % of     {survived} in src/Lib/Inner", text.ToString());
    }

    [Fact]
    public void A_listed_survivor_that_is_noticed_fails_the_report()
    {
        using TemporaryFile file = new("src/Lib/A.cs\tknown\tx\twhy\n");
        using StringWriter text = new();

        Assert.False(new CodeReport(Library, KnownSurvivors.Read(file.Path), text).Write([Change("src/Lib/A.cs", 1, 1, "known", "x") with { Outcome = CodeOutcome.Endless }]));
        Assert.Contains("Listed as a survivor, but noticed: src/Lib/A.cs known x", text.ToString());
        Assert.Contains("Lib: 100.0 % of 1 changes noticed, 1 of them by a test that does not end", text.ToString());
    }

    private static CodeChange Change(string file, int line, int id, string before, string after) => new(id, file, line, "Kind", before, after, Nth: 0, CodeOutcome.NotRun);
}
