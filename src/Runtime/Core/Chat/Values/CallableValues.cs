using System;
using System.Collections.Generic;

namespace Modelwright.Runtime.Templating;

/// <summary>A method of a value, or a function of the language.</summary>
internal sealed class FunctionValue(string name, Func<TemplateArguments, TemplateValue> body) : TemplateValue
{
    internal override string TypeName => "builtin_function_or_method";

    internal override void WriteRepr(ReprWriter writer) => writer.Append($"<built-in function {name}>");

    internal override TemplateValue Invoke(TemplateArguments arguments) => body(arguments);
}

/// <summary>The one value that statements change: <c>namespace()</c>.</summary>
internal sealed class NamespaceValue : TemplateValue
{
    private readonly Dictionary<string, TemplateValue> _values = new(StringComparer.Ordinal);

    internal override string TypeName => "Namespace";

    public void Set(string name, TemplateValue value) => _values[name] = value;

    internal override void WriteRepr(ReprWriter writer) => writer.Append("<Namespace>");

    internal override TemplateValue? Member(string name) => _values.GetValueOrDefault(name);

    internal override TemplateValue? Lookup(TemplateValue key) => key is StringValue name ? _values.GetValueOrDefault(name.Text) : null;
}
