using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace Modelwright.IR.Tests;

/// <summary>The catalog is whole, and <c>docs/diagnostics.md</c> says the same.</summary>
public sealed partial class MessageCatalogTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(TestFiles.Root, "docs", "diagnostics.md"));

    public static TheoryData<string> Codes => [.. MessageCatalog.All.Select(static d => d.Code)];

    [Fact]
    public void Every_id_has_one_entry() =>
        Assert.Equal(Enum.GetValues<MessageId>().Order(), MessageCatalog.All.Select(static d => d.Id).Order());

    [Fact]
    public void An_id_without_an_entry_is_named() =>
        Assert.Equal("no message -1", Assert.Throws<InvalidOperationException>(static () => MessageCatalog.Of((MessageId)(-1))).Message);

    [Fact]
    public void Codes_are_unique_ascending_and_well_formed()
    {
        string[] codes = [.. MessageCatalog.All.Select(static d => d.Code)];

        Assert.Equal(codes.Distinct().Order(StringComparer.Ordinal), codes);
        Assert.All(codes, static code => Assert.Matches("^MW[0-9]{4}$", code));
    }

    [Fact]
    public void Warnings_are_the_MW4_messages_and_two_of_templates() =>
        Assert.Equal(
            MessageCatalog.All.Select(static d => d.Code).Where(static code => code.StartsWith("MW4", StringComparison.Ordinal) || code is "MW5004" or "MW5005"),
            MessageCatalog.All.Where(static d => d.Severity == MessageSeverity.Warning).Select(static d => d.Code));

    [Fact]
    public void The_document_has_one_heading_a_message_in_order() =>
        Assert.Equal(
            MessageCatalog.All.Select(static d => $"## {d.Code}: {d.Title}"),
            Document.Split('\n').Where(static line => line.StartsWith("## ", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_section_has_severity_cause_example_and_cure(string code)
    {
        string section = Section(code);
        MessageSeverity severity = MessageCatalog.All.Single(d => d.Code == code).Severity;

        Assert.Contains($"{severity}. Cause: ", section);
        Assert.Contains("```", section);
        Assert.Contains("\nCure: ", section);
    }

    /// <summary>The MW5 messages are of chat templates, whose examples no binder reads.</summary>
    public static TheoryData<string> ConfigCodes => [.. MessageCatalog.All.Select(static d => d.Code).Where(static code => !code.StartsWith("MW5", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(ConfigCodes))]
    public void Every_JSON_example_gives_its_message_and_no_other(string code)
    {
        if (JsonExample().Match(Section(code)) is { Success: true } example)
        {
            BindResult result = ConfigBinder.Bind(example.Groups[1].Value);

            Assert.Equal([code], result.Messages.Select(static m => MessageCatalog.Of(m.Id).Code));
        }
        else
        {
            // MW4011 and MW4012 weigh a project's options against its model.
            Assert.Matches("^MW([069]|401[12])", code);
        }
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Words_are_plain(string code)
    {
        MessageDescription description = MessageCatalog.All.Single(d => d.Code == code);

        Assert.DoesNotContain("!", description.Format);
        Assert.DoesNotContain("please", description.Format, StringComparison.OrdinalIgnoreCase);
        Assert.False(description.Title.EndsWith('.') || description.Format.EndsWith('.'));
        Assert.NotEmpty(string.Format(CultureInfo.InvariantCulture, description.Format, "0", "1", "2", "3", "4", "5"));
    }

    private static string Section(string code)
    {
        int start = Document.IndexOf($"## {code}: ", StringComparison.Ordinal);
        Assert.True(start >= 0, $"docs/diagnostics.md has no section {code}");
        int end = Document.IndexOf("\n## ", start, StringComparison.Ordinal);
        return end < 0 ? Document[start..] : Document[start..end];
    }

    [GeneratedRegex("```json\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex JsonExample();
}
