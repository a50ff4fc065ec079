using System.Collections.Generic;
using System.Linq;
using Modelwright.Templates;

namespace Modelwright.Backends.ChatTemplates;

/// <summary>Loops, captures and macros: what has a scope of its own.</summary>
internal sealed partial class StatementText
{
    private void WriteLoop(ForStatement loop, NameScope scope, string output)
    {
        string state = _names.Create("loop");
        _writer.Line($"TemplateLoop {state} = Loop({_expressions.Value(loop.Values, scope)}{LoopFilter(loop, scope)});");
        string item = _names.Create(loop.Target is NameTarget { Name: string single } ? single : "item");
        using (_writer.Open($"foreach (TemplateValue {item} in {state}.Items)"))
        {
            NameScope inner = scope.Inner();
            IReadOnlyList<string> names = [.. ScopeNames.Of(loop.Target), "loop"];
            if (UsedNames.Of(loop.Body).Contains("loop"))
            {
                string variable = _names.Create("loop");
                _writer.Line($"TemplateValue {variable} = {state}.State;");
                inner.Declare("loop", variable);
            }

            WriteTarget(loop, item, inner);
            WriteScope(loop.Body, inner, output, names);
        }

        if (loop.Otherwise.Count > 0)
        {
            _writer.Line();
            using (_writer.Open($"if ({state}.IsEmpty)"))
            {
                WriteScope(loop.Otherwise, scope.Inner(), output);
            }
        }
    }

    /// <summary>C# keeps a loop's variable as it is; a template may set it anew.</summary>
    private void WriteTarget(ForStatement loop, string item, NameScope inner)
    {
        if (loop.Target is NameTarget name && !ScopeNames.AssignedIn(loop.Body).Contains(name.Name))
        {
            inner.Declare(name.Name, item);
            return;
        }

        DeclareTarget(loop.Target, inner);
        Assign(loop.Target, item, inner);
    }

    private void DeclareTarget(AssignmentTarget target, NameScope inner)
    {
        foreach (string name in ScopeNames.Of(target).Distinct())
        {
            string local = _names.Create(name);
            _writer.Line($"TemplateValue {local};");
            inner.Declare(name, local);
        }
    }

    private string LoopFilter(ForStatement loop, NameScope scope)
    {
        if (loop.Filter is null)
        {
            return "";
        }

        NameScope inner = scope.Inner();
        string item = _names.Create("item");
        if (loop.Target is NameTarget name)
        {
            inner.Declare(name.Name, item);
            return $", filter: {item} => {_expressions.Condition(loop.Filter, inner)}";
        }

        // Parts are computed by patterns, so that the filter stays one expression.
        List<string> unpacking = [];
        Unpack(loop.Target, item, inner, unpacking);
        return $", filter: {item} => {string.Join(" && ", unpacking)} && {_expressions.Condition(loop.Filter, inner)}";
    }

    private void Unpack(AssignmentTarget target, string value, NameScope inner, List<string> unpacking)
    {
        if (target is NameTarget name)
        {
            inner.Declare(name.Name, value);
        }
        else if (target is TupleTarget tuple)
        {
            string parts = _names.Create("parts");
            unpacking.Add($"Unpack({value}, {Literal.Of(tuple.Items.Count)}) is var {parts}");
            for (int i = 0; i < tuple.Items.Count; i++)
            {
                Unpack(tuple.Items[i], $"{parts}[{Literal.Of(i)}]", inner, unpacking);
            }
        }
    }

    /// <returns>The local that holds what the body wrote.</returns>
    private string WriteCapture(IReadOnlyList<Statement> body, NameScope scope)
    {
        string captured = _names.Create("captured");
        string output = _names.Create("output");
        using (_writer.Open($"TemplateValue {captured} = Capture({output} =>", "{", "});"))
        {
            WriteScope(body, scope.Inner(), output);
        }

        return captured;
    }

    private string Filtered(string value, IReadOnlyList<FilterCall> filters, NameScope scope) =>
        filters.Aggregate(value, (v, f) => _expressions.Filter(v, f.Name, f.Arguments, scope));

    /// <summary>A macro outside of loops becomes a method; one within sees that scope's locals.</summary>
    private void WriteMacro(MacroStatement macro, NameScope scope)
    {
        string variable = Variable(scope, macro.Name);
        if (variable != Field(macro.Name))
        {
            WriteMacroLambda($"{variable} = Macro", macro.Name, macro.Signature, macro.Body, scope);
            return;
        }

        string method = _names.Create("Macro" + CSharpName.Pascal(macro.Name)).Substring("v_".Length);
        _writer.Line($"{variable} = Macro({Shape(macro.Name, macro.Signature, macro.Body)}, {method});");
        _methods.Enqueue(() =>
        {
            WriteComment(macro);
            string call = _names.Create("call");
            string output = _names.Create("output");
            using (_writer.Open($"private void {method}(MacroCall {call}, TemplateOutput {output})"))
            {
                WriteMacroBody(macro.Signature, macro.Body, scope.Inner(), call, output);
            }
        });
    }

    private void WriteMacroLambda(string assignment, string name, MacroSignature signature, IReadOnlyList<Statement> body, NameScope scope)
    {
        string call = _names.Create("call");
        string output = _names.Create("output");
        using (_writer.Open($"{assignment}({Shape(name, signature, body)}, ({call}, {output}) =>", "{", "});"))
        {
            WriteMacroBody(signature, body, scope.Inner(), call, output);
        }
    }

    private void WriteMacroBody(MacroSignature signature, IReadOnlyList<Statement> body, NameScope scope, string call, string output)
    {
        List<string> names = [];
        HashSet<string> used = UsedNames.Of(body);
        foreach (MacroExtra extra in (MacroExtra[])[new("varargs", "Positional"), new("kwargs", "Named"), new("caller", "Caller")])
        {
            if (used.Contains(extra.Name))
            {
                string local = _names.Create(extra.Name);
                _writer.Line($"TemplateValue {local} = {call}.{extra.Member};");
                scope.Declare(extra.Name, local);
                names.Add(extra.Name);
            }
        }

        for (int i = 0; i < signature.Parameters.Count; i++)
        {
            MacroParameter parameter = signature.Parameters[i];
            string otherwise = parameter.Default is not null
                ? _expressions.Value(parameter.Default, scope)
                : $"Undefined({Literal.Of($"parameter '{parameter.Name}' was not provided")})";
            string local = _names.Create(parameter.Name);
            _writer.Line($"TemplateValue {local} = {call}.Values[{Literal.Of(i)}] ?? {otherwise};");
            scope.Declare(parameter.Name, local);
            names.Add(parameter.Name);
        }

        WriteScope(body, scope, output, names);
    }

    private static string Shape(string name, MacroSignature signature, IReadOnlyList<Statement> body)
    {
        HashSet<string> used = UsedNames.Of(body);
        string parameters = string.Join(", ", signature.Parameters.Select(static p => Literal.Of(p.Name)));
        return $"new MacroShape({Literal.Of(name)}, [{parameters}], TakesPositional: {Literal.Of(used.Contains("varargs"))}, "
            + $"TakesNamed: {Literal.Of(used.Contains("kwargs"))}, TakesCaller: {Literal.Of(used.Contains("caller"))})";
    }

    private void WriteCall(CallStatement call, NameScope scope, string output)
    {
        string caller = _names.Create("caller");
        WriteMacroLambda($"TemplateValue {caller} = Macro", "caller", call.Signature, call.Body, scope);
        _writer.Line($"{output}.Write(Call({_expressions.Value(call.Call.Callee, scope)}{_expressions.Arguments(call.Call.Arguments, scope, caller)}));");
    }

    /// <summary>What a macro is given beside its parameters, and the member of <c>MacroCall</c> that holds it.</summary>
    private readonly record struct MacroExtra(string Name, string Member);
}
