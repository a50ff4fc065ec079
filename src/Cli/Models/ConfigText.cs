using System.Collections.Generic;
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

    /// <summary>Whether there is a model; the messages say why not.</summary>
    public bool IsModel => Bound.Spec is not null;

    /// <summary>Reads a config; a folder stands for the <c>config.json</c> in it.</summary>
    /// <exception cref="ToolException">There is none.</exception>
    public static ConfigText Read(string path, CancellationToken cancel)
    {
        string file = Directory.Exists(path) ? System.IO.Path.Combine(path, "config.json") : path;
        string text = File.Exists(file) ? File.ReadAllText(file) : throw new ToolException($"There is no file '{file}'; wanted a config.json, or a folder that has one.");
        return new ConfigText(file, text, ModelCompiler.Bind(text, cancel));
    }

    /// <summary>Each message as a compiler prints it: file, line, column, severity, code, words.</summary>
    public IEnumerable<string> Messages => Places.Select(message => message.In(Path));

    private IEnumerable<MessageText> Places => Bound.Messages.Select(message => MessageText.Of(message, Bound, Text));

    /// <summary>Prints the messages and says whether there is a model.</summary>
    public bool Show(IAnsiConsole console)
    {
        foreach (MessageText message in Places)
        {
            console.WriteLine(message.In(Path), new Style(message.IsError ? Color.Red : Color.Yellow));
        }

        return IsModel;
    }
}
