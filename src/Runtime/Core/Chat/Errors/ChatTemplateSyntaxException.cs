namespace Modelwright.Runtime;

/// <summary>A chat template is not in the supported language, or names a filter or test that does not exist.</summary>
public sealed class ChatTemplateSyntaxException(string name, int line, int column, string problem)
    : ChatTemplateException($"{name}({line},{column}): {problem}.")
{
    /// <summary>The template's file or name.</summary>
    public string Name { get; } = name;

    /// <summary>Line, from 1.</summary>
    public int Line { get; } = line;

    /// <summary>Column, from 1.</summary>
    public int Column { get; } = column;

    /// <summary>What is wrong.</summary>
    public string Problem { get; } = problem;
}
