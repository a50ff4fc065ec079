using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Templates;

namespace Modelwright.Backends.ChatTemplates;

/// <summary>Statements of a template as C#. Names that a scope assigns are locals, which begin as what the scope outside has.</summary>
internal sealed partial class StatementText
{
    private readonly TemplateSource _source;
    private readonly CodeWriter _writer;
    private readonly LocalNames _names = new();
    private readonly ExpressionText _expressions;
    private readonly HashSet<string> _fields;
    private readonly Queue<Action> _methods = new();

    /// <param name="tree">The template.</param>
    /// <param name="writer">Gets the C#.</param>
    /// <param name="fields">Gets the names that come from outside of every scope: they become fields.</param>
    public StatementText(TemplateTree tree, CodeWriter writer, HashSet<string> fields)
    {
        _source = tree.Source;
        _writer = writer;
        _fields = fields;
        _expressions = new ExpressionText(_names, Variable);
        foreach (string own in (string[])["output", "call", "variables"])
        {
            _names.Create(own);
        }
    }

    public static string Field(string name) => "_" + name;

    /// <summary>The body of the template, then the methods of its macros.</summary>
    public void WriteProgram(IReadOnlyList<Statement> body)
    {
        using (_writer.Open("public void Write(TemplateOutput output)"))
        {
            WriteBody(body, new NameScope(outer: null), "output");
        }

        while (_methods.Count > 0)
        {
            _writer.Line();
            _methods.Dequeue()();
        }
    }

    private string Variable(NameScope scope, string name)
    {
        if (scope.Find(name) is string local)
        {
            return local;
        }

        _fields.Add(name);
        return Field(name);
    }

    /// <summary>Declares what statements assign in a scope of their own, and writes them.</summary>
    private void WriteScope(IReadOnlyList<Statement> body, NameScope scope, string output, IEnumerable<string>? declared = null)
    {
        List<string> known = [.. declared ?? []];
        List<KeyValuePair<string, string>> locals = [];
        foreach (string name in ScopeNames.AssignedIn(body).Where(n => !known.Contains(n)))
        {
            string local = _names.Create(name);
            _writer.Line($"TemplateValue {local} = {Variable(scope, name)};");
            locals.Add(new KeyValuePair<string, string>(name, local));
        }

        locals.ForEach(l => scope.Declare(l.Key, l.Value));
        WriteBody(body, scope, output);
    }

    private void WriteBody(IReadOnlyList<Statement> body, NameScope scope, string output)
    {
        foreach (Statement statement in body)
        {
            Write(statement, scope, output);
            if (LeavesLoop(statement))
            {
                // What follows is never reached, and C# would warn of it.
                break;
            }
        }
    }

    private static bool LeavesLoop(Statement statement) => statement switch
    {
        LoopControlStatement => true,
        IfStatement branching => LeavesLoop(branching.Otherwise) && branching.Branches.All(static b => LeavesLoop(b.Body)),
        WithStatement with => LeavesLoop(with.Body),
        _ => false,
    };

    private static bool LeavesLoop(IReadOnlyList<Statement> body) => body.Any(LeavesLoop);

    private void Write(Statement statement, NameScope scope, string output)
    {
        switch (statement)
        {
            case TextStatement text:
                _writer.Line($"{output}.Text({Literal.Of(text.Text)});");
                break;
            case OutputStatement { Value: LiteralExpression { Value: string constant } }:
                _writer.Line($"{output}.Text({Literal.Of(constant)});");
                break;
            case OutputStatement value:
                _writer.Line($"{output}.Write({_expressions.Value(value.Value, scope)});");
                break;
            case LoopControlStatement control:
                _writer.Line(control.IsBreak ? "break;" : "continue;");
                break;
            default:
                WriteComment(statement);
                WriteBlock(statement, scope, output);
                break;
        }
    }

    private void WriteBlock(Statement statement, NameScope scope, string output)
    {
        switch (statement)
        {
            case IfStatement branching:
                WriteIf(branching, scope, output);
                break;
            case ForStatement loop:
                WriteLoop(loop, scope, output);
                break;
            case SetStatement set:
                Assign(set.Target, _expressions.Value(set.Value, scope), scope);
                break;
            case SetBlockStatement set:
                Assign(set.Target, Filtered(WriteCapture(set.Body, scope), set.Filters, scope), scope);
                break;
            case FilterStatement filter:
                _writer.Line($"{output}.WriteFiltered({Filtered(WriteCapture(filter.Body, scope), filter.Filters, scope)});");
                break;
            case GenerationStatement generation:
                _writer.Line($"{output}.Write({WriteCapture(generation.Body, scope)});");
                break;
            case MacroStatement macro:
                WriteMacro(macro, scope);
                break;
            case CallStatement call:
                WriteCall(call, scope, output);
                break;
            case WithStatement with:
                WriteWith(with, scope, output);
                break;
            default:
                throw new InvalidOperationException($"no such statement: {statement.GetType().Name}");
        }
    }

    /// <summary>The tag a statement came from, with its line. Control characters, some of which end a line in C#, become blanks.</summary>
    private void WriteComment(Statement statement)
    {
        int line = _source.Place(statement.Position).Line + 1;
        string text = _source.Text.Split('\n')[line - 1].Trim();
        string shown = new([.. (text.Length > 100 ? text.Substring(0, 100) : text).Select(static c => c is >= ' ' and <= '~' ? c : ' ')]);
        _writer.Line($"// {Literal.Of(line)}: {shown}");
    }

    private void WriteIf(IfStatement branching, NameScope scope, string output)
    {
        string keyword = "if";
        foreach (IfBranch branch in branching.Branches)
        {
            using (_writer.Open($"{keyword} ({_expressions.Condition(branch.Condition, scope)})"))
            {
                WriteBody(branch.Body, scope, output);
            }

            keyword = "else if";
        }

        if (branching.Otherwise.Count > 0)
        {
            using (_writer.Open("else"))
            {
                WriteBody(branching.Otherwise, scope, output);
            }
        }
    }

    private void WriteWith(WithStatement with, NameScope scope, string output)
    {
        using (_writer.Open("// with", "{", "}"))
        {
            NameScope inner = scope.Inner();
            List<string> names = [];
            foreach (KeyValuePair<AssignmentTarget, Expression> assignment in with.Assignments)
            {
                string name = ((NameTarget)assignment.Key).Name;
                string local = _names.Create(name);
                _writer.Line($"TemplateValue {local} = {_expressions.Value(assignment.Value, scope)};");
                inner.Declare(name, local);
                names.Add(name);
            }

            WriteScope(with.Body, inner, output, names);
        }
    }

    private void Assign(AssignmentTarget target, string value, NameScope scope)
    {
        switch (target)
        {
            case NameTarget name when Variable(scope, name.Name) is string variable:
                // C# warns of a variable that is set to itself, as {% set content = content %} does.
                if (variable != value)
                {
                    _writer.Line($"{variable} = {value};");
                }

                break;
            case NamespaceTarget member:
                _writer.Line($"SetMember({Variable(scope, member.Namespace)}, {Literal.Of(member.Name)}, {value});");
                break;
            case TupleTarget tuple:
                string parts = _names.Create("parts");
                _writer.Line($"TemplateValue[] {parts} = Unpack({value}, {Literal.Of(tuple.Items.Count)});");
                for (int i = 0; i < tuple.Items.Count; i++)
                {
                    Assign(tuple.Items[i], $"{parts}[{Literal.Of(i)}]", scope);
                }

                break;
        }
    }
}
