using System;
using System.IO;
using System.Threading.Tasks;
using VerifyXunit;

namespace Modelwright.Backends.Tests;

/// <summary>The snapshot tests themselves: a difference fails and is shown.</summary>
public sealed class VerifierTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("modelwright-verify-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_first_run_fails_and_writes_what_it_received()
    {
        Exception exception = await Assert.ThrowsAnyAsync<Exception>(() => Verifier.Verify("new text").UseDirectory(_folder).ToTask());

        string received = Path.Combine(_folder, "VerifierTests.A_first_run_fails_and_writes_what_it_received.received.txt");
        Assert.Equal("new text", await File.ReadAllTextAsync(received));
        Assert.Contains("new text", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_accepted_text_passes_and_a_changed_one_shows_both()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "kept.verified.txt"), "one\r\ntwo");

        await Verifier.Verify("one\ntwo").UseDirectory(_folder).UseFileName("kept");
        Exception exception = await Assert.ThrowsAnyAsync<Exception>(() => Verifier.Verify("one\nthree").UseDirectory(_folder).UseFileName("kept").ToTask());

        Assert.Contains("two", exception.Message, StringComparison.Ordinal);
        Assert.Contains("three", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/b")]
    public async Task A_theory_names_its_cases_apart(string value)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "VerifierTests.A_theory_names_its_cases_apart_value=a-b.verified.txt"), "text");

        await Verifier.Verify("text").UseDirectory(_folder).UseParameters(value);
    }
}
