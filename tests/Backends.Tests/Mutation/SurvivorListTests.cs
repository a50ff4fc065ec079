using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Modelwright.Mutation;
using Modelwright.Tests;

namespace Modelwright.Backends.Tests;

/// <summary>The lists of changes that no test can notice speak of code that is there.</summary>
public sealed partial class SurvivorListTests
{
    private const string Folder = "tests/Mutation/Survivors";

    /// <summary>Every list there is but the kernels'.</summary>
    public static TheoryData<string> Projects => [.. Lists.Where(static name => name != "kernels")];

    private static IEnumerable<string> Lists =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, Folder), "*.tsv").Select(static file => Path.GetFileNameWithoutExtension(file)).Order();

    [Fact]
    public void Each_list_is_one_that_a_command_reads() =>
        Assert.Equal(CodeProject.All.Select(static project => project.Survivors).Append($"{Folder}/kernels.tsv").Order(), Lists.Select(static name => $"{Folder}/{name}.tsv"));

    /// <summary>Code that is gone can survive nothing.</summary>
    [Theory]
    [MemberData(nameof(Projects))]
    public void Listed_code_stands_in_its_file(string project)
    {
        CodeProject code = CodeProject.All.Single(known => known.Name == project);
        (string File, string Text)[] sources =
        [
            .. Sources(Path.Combine(Repository.Root, code.Folder))
                .Select(static file => (Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'), Space().Replace(File.ReadAllText(file), " "))),
        ];
        IReadOnlyList<string> names = KnownSurvivors.Read(Path.Combine(Repository.Root, code.Survivors)).Names;

        Assert.NotEmpty(names);
        Assert.NotEmpty(sources);
        Assert.All(names, name =>
        {
            string[] parts = name.Split('\t');
            Assert.True(sources.Any(source => KnownSurvivors.Matches(parts[0], source.File) && KnownSurvivors.Matches($"…{parts[1]}…", source.Text)), "no source has: " + name.Replace('\t', ' '));
        });
    }

    [Fact]
    public void Listed_breaks_of_kernels_are_breaks()
    {
        string[] breaks = [.. TemplateLine.ReadAll(Repository.Root).SelectMany(static line => Way.All.SelectMany(way => way.Break(line))).Select(static change => change.Name)];
        IReadOnlyList<string> names = KnownSurvivors.Read(Path.Combine(Repository.Root, Folder, "kernels.tsv")).Names;

        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.True(breaks.Any(change => KnownSurvivors.Matches(name, change)), "no kernel has: " + name.Replace('\t', ' ')));
    }

    [Theory]
    [InlineData("a\tb\tc", "a\tb\tc", true)]
    [InlineData("a\tb\tc", "a\tb\tcd", false)]
    [InlineData("a\tb.\tc", "a\tbx\tc", false)]
    [InlineData("…\tb\tc", "any/file\tb\tc", true)]
    [InlineData("a/…\tf(…)\t;", "a/b.cs\tf(x, (y))\t;", true)]
    [InlineData("a/…\tf(…)\t;", "b/a/b.cs\tf(x)\t;", false)]
    [InlineData("a/…\tf(…)\t;", "a/b.cs\tf(x)\t; g();", false)]
    public void An_ellipsis_stands_for_anything(string known, string name, bool matches)
    {
        using TemporaryFile file = new($"# a comment\n\n{known}\twhy\n");
        KnownSurvivors survivors = KnownSurvivors.Read(file.Path);

        Assert.Equal([known], survivors.Names);
        Assert.Equal(matches, survivors.Contains(name));
        Assert.Equal(matches, KnownSurvivors.Matches(known, name));
    }

    [Theory]
    [InlineData("a\tb\tc")]
    [InlineData("a\tb\tc\t")]
    [InlineData("a\tb\tc\twhy\tmore")]
    public void A_line_without_a_reason_is_refused(string line)
    {
        using TemporaryFile file = new(line + "\n");

        Assert.Contains(line, Assert.Throws<MutationException>(() => KnownSurvivors.Read(file.Path)).Message);
    }

    /// <summary>A listed change that was tried and noticed must go; one that was not tried stays.</summary>
    [Fact]
    public void What_is_noticed_after_all_is_stale()
    {
        using TemporaryFile file = new("f\tnoticed\tx\twhy\nf\tsurvived\tx\twhy\nf\tuntried\tx\twhy\ng\tn…\tx\twhy\ng\ts…\tx\twhy\ng\tu…\tx\twhy\n");
        string[] survived = ["f\tsurvived\tx", "g\ts1\tx"];

        Assert.Equal(
            ["f\tnoticed\tx", "g\tn…\tx"],
            KnownSurvivors.Read(file.Path).Stale(new HashSet<string>([.. survived, "f\tnoticed\tx", "g\tn1\tx", "g\ts2\tx"]), survived.ToHashSet()));
    }

    /// <summary>What people wrote: a build that runs beside the tests writes and deletes the rest.</summary>
    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs").Concat(Directory.EnumerateDirectories(folder).Where(static inner => Path.GetFileName(inner) is not ("bin" or "obj")).SelectMany(Sources));

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
