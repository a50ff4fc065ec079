using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Backends;
using Modelwright.Runtime;

namespace Modelwright.Chat.Tests;

/// <summary>Templates compiled to C# against Jinja, byte for byte, and against the interpreter.</summary>
public class CompiledTemplateTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, ChatTemplate>> Compiled =
        new(static () => CompiledTemplates.Compile(TemplateGoldens.Folders.Select(TemplateGoldens.Source).Concat(EngineCase.All.Select(static c => c.Source))));

    public static TheoryData<string> Templates => TemplateGoldenTests.Templates;

    public static TheoryData<int> Snippets => TemplateGoldenTests.Snippets;

    [Theory]
    [MemberData(nameof(Templates))]
    public void Every_conversation_is_rendered_as_by_Jinja(string folder)
    {
        ChatTemplate template = Compiled.Value[TemplateGoldens.Source(folder)];

        string[] wrong = [.. TemplateGoldens.Cases(folder).Select(c => c.Mismatch(template)).OfType<string>()];

        Assert.True(wrong.Length == 0, $"{wrong.Length}:\n{string.Join("\n---\n", wrong.Take(5))}");
    }

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Every_snippet_of_the_language_does_what_Jinja_does(int index) =>
        EngineCase.All[index].Check(static source => Compiled.Value.TryGetValue(source, out ChatTemplate? template) ? template : ChatTemplate.Parse(source));

    [Fact]
    public void The_same_template_gives_the_same_bytes()
    {
        string source = TemplateGoldens.Source(TemplateGoldens.Folders[0]);

        GeneratedFile first = CompiledTemplates.Emit("Model", source);

        Assert.Equal(first, CompiledTemplates.Emit("Model", source));
        Assert.DoesNotContain('\r', first.Text);
    }
}
