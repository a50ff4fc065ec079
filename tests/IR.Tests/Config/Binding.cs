using System;
using System.Globalization;
using System.Linq;

namespace Modelwright.IR.Tests;

/// <summary>A config bound in a test, and what it said, in one readable line a message.</summary>
internal sealed class Binding(string json)
{
    public BindResult Result { get; } = ConfigBinder.Bind(json);

    /// <summary>The spec without the text it was made of, which tests of that look at.</summary>
    public ModelSpec Spec => (Result.Spec ?? throw new InvalidOperationException("the config was refused:\n" + string.Join("\n", Messages))) with { Json = "" };

    /// <summary>"MW1004 /head_dim (3,15): 'head_dim' is …".</summary>
    public string[] Messages => [.. Result.Messages.Select(Describe)];

    public static Binding Of(string json) => new(json);

    /// <summary>The smallest config of a model type, with more keys.</summary>
    public static Binding Of(string modelType, string keys) =>
        new($$"""{ "model_type": "{{modelType}}"{{(keys.Length == 0 ? "" : ", " + keys)}} }""");

    private string Describe(CompilerMessage message)
    {
        MessageDescription description = MessageCatalog.Of(message.Id);
        Span span = Result.Locate(message);
        string before = json[..span.Start];
        int line = before.Count(static c => c == '\n') + 1;
        int column = span.Start - before.LastIndexOf('\n');
        string words = string.Format(CultureInfo.InvariantCulture, description.Format, [.. message.Arguments]);
        return $"{description.Code} {message.Pointer} ({line},{column}): {words}";
    }
}
