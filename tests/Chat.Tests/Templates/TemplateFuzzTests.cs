using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using Modelwright.Runtime;
using Modelwright.Templates;

namespace Modelwright.Chat.Tests;

/// <summary>Broken templates and odd conversations fail by typed errors, and never otherwise.</summary>
public class TemplateFuzzTests
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Broken_templates_are_refused_or_rendered(int seed)
    {
        Random random = new(seed);
        string[] sources = [.. TemplateGoldens.Folders.Select(TemplateGoldens.Source), .. EngineCase.All.Select(static c => c.Source)];
        TemplateCase[] cases = [.. TemplateGoldens.Folders.SelectMany(TemplateGoldens.Cases)];
        Stopwatch watch = Stopwatch.StartNew();
        int parsed = 0;
        int rendered = 0;
        while (watch.Elapsed < Time)
        {
            string source = Break(random, sources);
            try
            {
                ChatTemplate template = ChatTemplate.Parse(source);
                _ = CompiledTemplates.Emit("Model", source);
                parsed++;
                ChatTemplateInput input = cases[random.Next(cases.Length)].Input;
                _ = template.Render(input with { Limits = new() { Work = 1 << 22, OutputCharacters = 1 << 18 } });
                rendered++;
            }
            catch (ChatTemplateException)
            {
            }
            catch (Exception e)
            {
                Assert.Fail($"{e}\nby the template:\n{source}");
            }
        }

        Assert.True(parsed > 100 && rendered > 20, $"only {parsed} parsed and {rendered} rendered: the test tries too little");
    }

    [Theory]
    [InlineData("{{ ", "(", " }}")]
    [InlineData("{{ ", "[", " }}")]
    [InlineData("{{ ", "{1:", " }}")]
    [InlineData("{{ ", "not ", "1 }}")]
    [InlineData("{{ ", "-", "1 }}")]
    [InlineData("{{ 1", "+1", " }}")]
    [InlineData("{{ x", ".a", " }}")]
    [InlineData("{{ x", "|string", " }}")]
    [InlineData("{{ 1", " if 1 else 1", " }}")]
    [InlineData("", "{% if 1 %}", "")]
    [InlineData("{% set ", "(", "")]
    [InlineData("{{ ", "9", " }}")]
    public void Deep_nesting_is_refused_and_not_a_crash(string before, string repeated, string after) =>
        Assert.Throws<ChatTemplateSyntaxException>(() => ChatTemplate.Parse(before + string.Concat(Enumerable.Repeat(repeated, 100_000)) + after));

    private static string Break(Random random, string[] sources)
    {
        string source = sources[random.Next(sources.Length)];
        for (int edits = random.Next(1, 5); edits > 0 && source.Length > 0; edits--)
        {
            int at = random.Next(source.Length);
            int length = Math.Min(random.Next(1, 30), source.Length - at);
            string other = sources[random.Next(sources.Length)];
            int from = random.Next(other.Length);
            string piece = other.Substring(from, Math.Min(random.Next(1, 30), other.Length - from));
            source = random.Next(4) switch
            {
                0 => source.Remove(at, length),
                1 => source.Insert(at, piece),
                2 => source.Remove(at, length).Insert(at, piece),
                _ => source.Remove(at, 1).Insert(at, ((char)random.Next(1, 0x3000)).ToString()),
            };
        }

        return source;
    }
}
