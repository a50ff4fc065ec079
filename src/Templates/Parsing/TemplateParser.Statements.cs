using System.Collections.Generic;

namespace Modelwright.Templates;

/// <summary>The statements, one method each.</summary>
internal sealed partial class TemplateParser
{
    private IfStatement If(Token name)
    {
        List<IfBranch> branches = [];
        List<Statement> otherwise = [];
        string end;
        do
        {
            Expression condition = _expressions.ParseTuple(withConditional: false);
            EndBlock();
            branches.Add(new IfBranch(condition, Body("'if'", "elif", "else", "endif")));
            end = TakeEnd(close: false);
        }
        while (end == "elif");

        EndBlock();
        if (end == "else")
        {
            otherwise = Body("'if'", "endif");
            TakeEnd();
        }

        return new IfStatement(branches, otherwise, name.Position);
    }

    private ForStatement For(Token name)
    {
        AssignmentTarget target = Target(withNamespace: false);
        _tokens.ExpectName("in");
        Expression values = _expressions.ParseTuple(withConditional: false);
        Expression? filter = _tokens.TakeName("if") ? _expressions.Parse() : null;
        if (_tokens.Current.IsName("recursive"))
        {
            throw new TemplateSyntaxException("'recursive' loops are not supported; write a macro that calls itself", _tokens.Current.Position);
        }

        EndBlock();
        _loops++;
        List<Statement> body = Body("'for'", "else", "endfor");
        _loops--;
        List<Statement> otherwise = [];
        if (TakeEnd() == "else")
        {
            otherwise = Body("'for'", "endfor");
            TakeEnd();
        }

        return new ForStatement(target, values, filter, body, otherwise, name.Position);
    }

    private Statement Set(Token name)
    {
        AssignmentTarget target = Target(withNamespace: true);
        if (_tokens.TakeOperator("="))
        {
            Expression value = _expressions.ParseTuple();
            EndBlock();
            return new SetStatement(target, value, name.Position);
        }

        List<FilterCall> filters = [];
        while (_tokens.TakeOperator("|"))
        {
            filters.Add(_expressions.ParseFilter());
        }

        EndBlock();
        List<Statement> body = Capture("'set'", "endset");
        return new SetBlockStatement(target, filters, body, name.Position);
    }

    private MacroStatement Macro(Token name)
    {
        Token macro = _tokens.Expect(TokenKind.Name, "the name of the macro");
        MacroSignature signature = Signature();
        EndBlock();
        return new MacroStatement(macro.Text, signature, Capture("'macro'", "endmacro"), name.Position);
    }

    private CallStatement Call(Token name)
    {
        MacroSignature signature = _tokens.Current.IsOperator("(") ? Signature() : new MacroSignature([]);
        Expression value = _expressions.Parse();
        CallExpression call = value as CallExpression ?? throw new TemplateSyntaxException("'call' wants the call of a macro", value.Position);
        EndBlock();
        return new CallStatement(call, signature, Capture("'call'", "endcall"), name.Position);
    }

    private FilterStatement Filter(Token name)
    {
        List<FilterCall> filters = [_expressions.ParseFilter()];
        while (_tokens.TakeOperator("|"))
        {
            filters.Add(_expressions.ParseFilter());
        }

        EndBlock();
        return new FilterStatement(filters, Capture("'filter'", "endfilter"), name.Position);
    }

    private WithStatement With(Token name)
    {
        List<KeyValuePair<AssignmentTarget, Expression>> assignments = [];
        while (_tokens.Current.Kind != TokenKind.BlockEnd)
        {
            if (assignments.Count > 0)
            {
                _tokens.ExpectOperator(",");
            }

            Token variable = _tokens.Expect(TokenKind.Name, "a variable");
            _tokens.ExpectOperator("=");
            assignments.Add(new KeyValuePair<AssignmentTarget, Expression>(new NameTarget(variable.Text, variable.Position), _expressions.Parse()));
        }

        EndBlock();
        List<Statement> body = Body("'with'", "endwith");
        TakeEnd();
        return new WithStatement(assignments, body, name.Position);
    }

    private GenerationStatement Generation(Token name)
    {
        EndBlock();
        return new GenerationStatement(Capture("'generation'", "endgeneration"), name.Position);
    }

    private LoopControlStatement LoopControl(Token name)
    {
        if (_loops == 0)
        {
            throw new TemplateSyntaxException($"'{name.Text}' stands in no loop", name.Position);
        }

        EndBlock();
        return new LoopControlStatement(name.Text == "break", name.Position);
    }

    /// <summary>A body whose output is kept: a loop around it cannot be left from inside.</summary>
    private List<Statement> Capture(string owner, string end)
    {
        int loops = _loops;
        _loops = 0;
        List<Statement> body = Body(owner, end);
        _loops = loops;
        TakeEnd();
        return body;
    }

    private MacroSignature Signature()
    {
        _tokens.ExpectOperator("(");
        List<MacroParameter> parameters = [];
        while (!_tokens.TakeOperator(")"))
        {
            if (parameters.Count > 0)
            {
                _tokens.ExpectOperator(",");
            }

            Token name = _tokens.Expect(TokenKind.Name, "a parameter");
            Expression? value = _tokens.TakeOperator("=") ? _expressions.Parse() : null;
            if (value is null && parameters.Exists(static p => p.Default is not null))
            {
                throw new TemplateSyntaxException($"the parameter '{name.Text}' has no default but stands behind one that has", name.Position);
            }

            if (parameters.Exists(p => p.Name == name.Text))
            {
                throw new TemplateSyntaxException($"there are two parameters '{name.Text}'", name.Position);
            }

            parameters.Add(new MacroParameter(name.Text, value, name.Position));
        }

        return new MacroSignature(parameters);
    }

    private AssignmentTarget Target(bool withNamespace)
    {
        List<AssignmentTarget> items = [];
        int position = _tokens.Current.Position;
        bool tuple = false;
        do
        {
            if (items.Count > 0 && _tokens.Current.Kind != TokenKind.Name && !_tokens.Current.IsOperator("("))
            {
                break;
            }

            items.Add(TargetItem(withNamespace));
            tuple |= _tokens.Current.IsOperator(",");
        }
        while (_tokens.TakeOperator(","));
        return tuple ? new TupleTarget(items, position) : items[0];
    }

    private AssignmentTarget TargetItem(bool withNamespace)
    {
        if (_tokens.TakeOperator("("))
        {
            AssignmentTarget inner = _tokens.Nested(() => Target(withNamespace));
            _tokens.ExpectOperator(")");
            return inner;
        }

        Token name = _tokens.Expect(TokenKind.Name, "a variable");
        if (name.Text is "true" or "false" or "none" or "True" or "False" or "None" or "loop")
        {
            throw new TemplateSyntaxException($"'{name.Text}' cannot be assigned", name.Position);
        }

        return withNamespace && _tokens.TakeOperator(".")
            ? new NamespaceTarget(name.Text, _tokens.Expect(TokenKind.Name, "a name behind the dot").Text, name.Position)
            : new NameTarget(name.Text, name.Position);
    }
}
