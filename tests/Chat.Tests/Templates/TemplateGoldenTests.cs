using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Modelwright.Runtime;
using Modelwright.Runtime.Templating;

namespace Modelwright.Chat.Tests;

/// <summary>The interpreter against Jinja, byte for byte.</summary>
public class TemplateGoldenTests
{
    public static TheoryData<string> Templates => [.. TemplateGoldens.Folders];

    public static TheoryData<int> Snippets => [.. Enumerable.Range(0, EngineCase.All.Count)];

    [Theory]
    [MemberData(nameof(Templates))]
    public void Every_conversation_is_rendered_as_by_Jinja(string folder)
    {
        ChatTemplate template = ChatTemplate.Load(Path.Combine(folder, "template.jinja"));
        TemplateCase[] cases = [.. TemplateGoldens.Cases(folder)];

        string[] wrong = [.. cases.Select(c => c.Mismatch(template)).OfType<string>()];

        Assert.NotEmpty(cases);
        Assert.True(wrong.Length == 0, $"{wrong.Length} of {cases.Length}:\n{string.Join("\n---\n", wrong.Take(5))}");
    }

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Every_snippet_of_the_language_does_what_Jinja_does(int index) => EngineCase.All[index].Check(static source => ChatTemplate.Parse(source));

    [Fact]
    public void The_goldens_are_all_there()
    {
        Assert.InRange(EngineCase.All.Count, 168, int.MaxValue);
        Assert.Equal(16, Directory.EnumerateFiles(TemplateGoldens.Chat, "template.jinja", SearchOption.AllDirectories).Count());
        Assert.Equal(972, Directory.EnumerateFiles(TemplateGoldens.Chat, "template.jinja", SearchOption.AllDirectories).Sum(static f => TemplateGoldens.Cases(Path.GetDirectoryName(f)!).Count()));
    }
}
