using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Modelwright.Compiler;
using Modelwright.IR;
using Spectre.Console;

namespace Modelwright.Cli;

/// <summary>A config file and what the compiler makes of it.</summary>
internal sealed class ConfigText
{
    private ConfigText(string path, string text, BindResult bound)
    {
        Path = path;
        Text = text;
        Bound = bound;
    }

    public string Path { get; }

    public string Text { get; }

    public BindResult Bound { get; }

    /// <summary>Reads a config; a folder stands for the <c>config.json</c> in it.</summary>
    public static ConfigText Read(string path, CancellationToken cancel)
    {
        string file = Directory.Exists(path) ? System.IO.Path.Combine(path, "config.json") : path;
        string text = File.ReadAllText(file);
        return new ConfigText(file, text, ModelCompiler.Bind(text, cancel));
    }

    /// <summary>Each message as a compiler prints it: file, line, column, severity, code, words.</summary>
    public IEnumerable<string> Messages => Bound.Messages.Select(message => Describe(message, Bound.Locate(message)));

    /// <summary>Prints the messages and says whether there is a model.</summary>
    public bool Show(IAnsiConsole console)
    {
        foreach ((CompilerMessage message, string line) in Bound.Messages.Zip(Messages))
        {
            console.WriteLine(line, new Style(IsError(message) ? Color.Red : Color.Yellow));
        }

        return Bound.Spec is not null;
    }

    private static bool IsError(CompilerMessage message) => MessageCatalog.Of(message.Id).Severity == MessageSeverity.Error;

    private string Describe(CompilerMessage message, Span place)
    {
        string before = Text[..Math.Min(place.Start, Text.Length)];
        int line = 1 + before.Count(static c => c == '\n');
        int column = before.Length - before.LastIndexOf('\n');
        MessageDescription description = MessageCatalog.Of(message.Id);
        string words = string.Format(CultureInfo.InvariantCulture, description.Format, [.. message.Arguments]);
        return string.Create(CultureInfo.InvariantCulture, $"{Path}({line},{column}): {(IsError(message) ? "error" : "warning")} {description.Code}: {words}");
    }
}
