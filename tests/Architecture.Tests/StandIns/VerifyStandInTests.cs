using System;
using System.IO;
using System.Threading.Tasks;
using VerifyTests;
using VerifyXunit;

namespace Modelwright.Architecture.Tests;

public sealed class VerifyStandInTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("modelwright-verify-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_first_run_fails_and_writes_what_it_received()
    {
        Exception exception = await Assert.ThrowsAnyAsync<Exception>(() => Verifier.Verify("new text", "comp").UseDirectory(_folder).DisableDiff().ToTask());

        string received = Path.Combine(_folder, "VerifyStandInTests.A_first_run_fails_and_writes_what_it_received.received.comp");
        Assert.Equal("new text", await File.ReadAllTextAsync(received));
        Assert.Contains("new text", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_accepted_text_passes_and_a_changed_one_shows_both()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "kept.verified.txt"), "one\r\ntwo");

        await Verifier.Verify("one\ntwo").UseDirectory(_folder).UseFileName("kept").DisableDiff();
        Exception exception = await Assert.ThrowsAnyAsync<Exception>(
            () => Verifier.Verify("one\nthree").UseDirectory(_folder).UseFileName("kept").DisableDiff().ToTask());

        Assert.Contains("two", exception.Message, StringComparison.Ordinal);
        Assert.Contains("three", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/b")]
    public async Task A_theory_names_its_cases_apart(string value)
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "VerifyStandInTests.A_theory_names_its_cases_apart_value=a-b.verified.txt"), "text");

        await Verifier.Verify("text").UseDirectory(_folder).UseParameters(value).DisableDiff();
    }

    [Fact]
    public async Task A_file_that_is_no_longer_given_fails()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "two#a.verified.txt"), "1");
        await File.WriteAllTextAsync(Path.Combine(_folder, "two#b.verified.txt"), "2");
        await File.WriteAllTextAsync(Path.Combine(_folder, "two#c.verified.txt"), "3");
        Target[] targets = [new("txt", "1", "a"), new("txt", "2", "b")];

        Exception exception = await Assert.ThrowsAnyAsync<Exception>(
            () => Verifier.Verify(targets).UseDirectory(_folder).UseFileName("two").DisableDiff().ToTask());

        Assert.Contains("two#c", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("two#b", exception.Message, StringComparison.Ordinal);
    }
}
