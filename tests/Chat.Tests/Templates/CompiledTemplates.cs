using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Modelwright.Backends;
using Modelwright.Backends.ChatTemplates;
using Modelwright.Runtime;
using Modelwright.Templates;

namespace Modelwright.Chat.Tests;

/// <summary>Compiles templates to C#, the C# to an assembly, and loads it.</summary>
internal static class CompiledTemplates
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The compiled templates by source. Sources that are no templates are left out.</summary>
    public static IReadOnlyDictionary<string, ChatTemplate> Compile(IEnumerable<string> sources)
    {
        string[] all = [.. sources.Distinct().Where(IsTemplate)];
        CSharpParseOptions options = new(LanguageVersion.CSharp12);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "CompiledTemplates",
            all.Select((source, i) => CSharpSyntaxTree.ParseText(Emit($"Model{i}", source).Text, options)),
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using MemoryStream image = new();
        Diagnostic[] diagnostics = [.. compilation.Emit(image).Diagnostics.Where(static d => d.Severity >= DiagnosticSeverity.Warning)];
        Assert.True(diagnostics.Length == 0, string.Join("\n", diagnostics.Take(10).Select(d => $"{d}\n{Line(d)}")));
        Assembly assembly = Assembly.Load(image.ToArray());
        return all.Select((source, i) => (source, Model: assembly.GetType($"Tests.Model{i}")!))
            .ToDictionary(static p => p.source, static p => (ChatTemplate)p.Model.GetProperty("ChatTemplate")!.GetValue(null)!);
    }

    public static GeneratedFile Emit(string className, string source) =>
        ChatTemplateText.Emit("Tests", className, "chat_template.jinja", [new NamedTemplate("default", TemplateParser.Parse(source))], [KeyValuePair.Create("bos_token", "<s>")]);

    private static bool IsTemplate(string source)
    {
        try
        {
            return TemplateParser.Parse(source) is not null;
        }
        catch (TemplateSyntaxException)
        {
            return false;
        }
    }

    private static string Line(Diagnostic diagnostic) => diagnostic.Location.SourceTree!.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString();
}
