using System.Collections.Generic;

namespace Modelwright.Templates;

/// <summary>A statement of a template. <paramref name="Position"/> is its offset in <see cref="TemplateSource.Text"/>.</summary>
internal abstract record Statement(int Position);

/// <summary>Text that is written as it stands.</summary>
internal sealed record TextStatement(string Text, int Position) : Statement(Position);

/// <summary><c>{{ value }}</c></summary>
internal sealed record OutputStatement(Expression Value, int Position) : Statement(Position);

/// <summary><c>if</c>, <c>elif</c> and <c>else</c>; has no scope of its own.</summary>
internal sealed record IfStatement(IReadOnlyList<IfBranch> Branches, IReadOnlyList<Statement> Otherwise, int Position) : Statement(Position);

/// <summary>One condition of an <see cref="IfStatement"/> and what it guards.</summary>
internal sealed record IfBranch(Expression Condition, IReadOnlyList<Statement> Body);

/// <summary><c>for target in values if filter</c>; each iteration is a scope.</summary>
internal sealed record ForStatement(
    AssignmentTarget Target, Expression Values, Expression? Filter, IReadOnlyList<Statement> Body, IReadOnlyList<Statement> Otherwise, int Position)
    : Statement(Position);

/// <summary><c>set target = value</c></summary>
internal sealed record SetStatement(AssignmentTarget Target, Expression Value, int Position) : Statement(Position);

/// <summary><c>set target</c> … <c>endset</c>: what the body writes, through <paramref name="Filters"/>.</summary>
internal sealed record SetBlockStatement(AssignmentTarget Target, IReadOnlyList<FilterCall> Filters, IReadOnlyList<Statement> Body, int Position)
    : Statement(Position);

/// <summary><c>macro name(parameters)</c></summary>
internal sealed record MacroStatement(string Name, MacroSignature Signature, IReadOnlyList<Statement> Body, int Position) : Statement(Position);

/// <summary><c>call(parameters) macro(…)</c>: the macro gets the body as <c>caller</c>.</summary>
internal sealed record CallStatement(CallExpression Call, MacroSignature Signature, IReadOnlyList<Statement> Body, int Position) : Statement(Position);

/// <summary><c>filter name</c> … <c>endfilter</c></summary>
internal sealed record FilterStatement(IReadOnlyList<FilterCall> Filters, IReadOnlyList<Statement> Body, int Position) : Statement(Position);

/// <summary><c>with a = 1</c> … <c>endwith</c>: a scope; the values are computed outside of it.</summary>
internal sealed record WithStatement(IReadOnlyList<KeyValuePair<AssignmentTarget, Expression>> Assignments, IReadOnlyList<Statement> Body, int Position)
    : Statement(Position);

/// <summary><c>generation</c> … <c>endgeneration</c>: marks what an assistant wrote, for training; writes its body.</summary>
internal sealed record GenerationStatement(IReadOnlyList<Statement> Body, int Position) : Statement(Position);

/// <summary><c>break</c>, or <c>continue</c>.</summary>
internal sealed record LoopControlStatement(bool IsBreak, int Position) : Statement(Position);

/// <summary>A filter of a block, with its arguments.</summary>
internal sealed record FilterCall(string Name, ArgumentList Arguments, int Position);

/// <summary>A macro's parameters; the last ones may have defaults, computed at each call.</summary>
internal sealed record MacroSignature(IReadOnlyList<MacroParameter> Parameters);

/// <summary>A parameter; without a default it is undefined where it is not given.</summary>
internal sealed record MacroParameter(string Name, Expression? Default, int Position);
