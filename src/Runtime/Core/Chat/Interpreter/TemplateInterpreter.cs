using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Templates;

namespace Modelwright.Runtime.Templating;

/// <summary>Runs a template straight from its tree: for templates that come with a checkpoint and that no build has seen.</summary>
internal static class TemplateInterpreter
{
    public static void Run(IReadOnlyList<Statement> body, TemplateVariables variables, TemplateOutput output) =>
        RunBody(body, new Frame(outer: null, variables), output);

    private static Flow RunBody(IReadOnlyList<Statement> body, Frame frame, TemplateOutput output)
    {
        foreach (Statement statement in body)
        {
            Flow flow = RunStatement(statement, frame, output);
            if (flow != Flow.Next)
            {
                return flow;
            }
        }

        return Flow.Next;
    }

    private static Flow RunStatement(Statement statement, Frame frame, TemplateOutput output)
    {
        switch (statement)
        {
            case TextStatement text:
                output.Text(text.Text);
                break;
            case OutputStatement value:
                output.Write(ExpressionInterpreter.Evaluate(value.Value, frame));
                break;
            case IfStatement branching:
                IfBranch? branch = branching.Branches.FirstOrDefault(b => ExpressionInterpreter.Evaluate(b.Condition, frame).IsTrue);
                return RunBody(branch?.Body ?? branching.Otherwise, frame, output);
            case ForStatement loop:
                return RunLoop(loop, frame, output);
            case SetStatement set:
                Assign(set.Target, ExpressionInterpreter.Evaluate(set.Value, frame), frame);
                break;
            case WithStatement with:
                Frame scope = frame.Inner();
                foreach ((AssignmentTarget target, Expression value) in with.Assignments)
                {
                    Assign(target, ExpressionInterpreter.Evaluate(value, frame), scope);
                }

                return RunBody(with.Body, scope, output);
            case LoopControlStatement control:
                return control.IsBreak ? Flow.Break : Flow.Continue;
            case MacroStatement macro:
                frame.Set(macro.Name, Macro(macro.Name, macro.Signature, macro.Body, frame));
                break;
            default:
                RunCapture(statement, frame, output);
                break;
        }

        return Flow.Next;
    }

    /// <summary>Statements that do something with what their body writes.</summary>
    private static void RunCapture(Statement statement, Frame frame, TemplateOutput output)
    {
        switch (statement)
        {
            case SetBlockStatement set:
                Assign(set.Target, Filter(set.Filters, Capture(set.Body, frame), frame), frame);
                break;
            case FilterStatement filter:
                output.WriteFiltered(Filter(filter.Filters, Capture(filter.Body, frame), frame));
                break;
            case GenerationStatement generation:
                output.Write(Capture(generation.Body, frame));
                break;
            case CallStatement call:
                TemplateArguments given = ExpressionInterpreter.Arguments(call.Call.Arguments, frame);
                MacroValue caller = Macro("caller", call.Signature, call.Body, frame);
                output.Write(ExpressionInterpreter.Evaluate(call.Call.Callee, frame).Invoke(new TemplateArguments(given.Positional, [.. given.Named, ("caller", caller)])));
                break;
            default:
                throw new InvalidOperationException($"no such statement: {statement.GetType().Name}");
        }
    }

    private static StringValue Capture(IReadOnlyList<Statement> body, Frame frame)
    {
        TemplateOutput output = new();
        RunBody(body, frame.Inner(), output);
        return output.ToValue();
    }

    private static TemplateValue Filter(IReadOnlyList<FilterCall> filters, TemplateValue value, Frame frame) =>
        filters.Aggregate(value, (v, f) => TemplateFilters.Apply(f.Name, v, ExpressionInterpreter.Arguments(f.Arguments, frame)));

    private static Flow RunLoop(ForStatement loop, Frame frame, TemplateOutput output)
    {
        TemplateValue[] items = [.. Access.Items(ExpressionInterpreter.Evaluate(loop.Values, frame)).Where(item => Passes(loop, item, frame))];
        LoopValue state = new(items);
        for (int i = 0; i < items.Length; i++)
        {
            TemplateBudget.SpendIteration();
            state.Index = i;
            Frame iteration = frame.Inner();
            iteration.Set("loop", state);
            Assign(loop.Target, items[i], iteration);
            if (RunBody(loop.Body, iteration, output) == Flow.Break)
            {
                break;
            }
        }

        return items.Length == 0 ? RunBody(loop.Otherwise, frame.Inner(), output) : Flow.Next;
    }

    private static bool Passes(ForStatement loop, TemplateValue item, Frame frame)
    {
        TemplateBudget.SpendIteration();
        if (loop.Filter is null)
        {
            return true;
        }

        Frame scope = frame.Inner();
        Assign(loop.Target, item, scope);
        return ExpressionInterpreter.Evaluate(loop.Filter, scope).IsTrue;
    }

    private static MacroValue Macro(string name, MacroSignature signature, IReadOnlyList<Statement> body, Frame defined) =>
        new(MacroUse.Shape(name, signature, body), (call, output) =>
        {
            Frame frame = defined.Inner();
            frame.Set("varargs", call.Positional);
            frame.Set("kwargs", call.Named);
            frame.Set("caller", call.Caller);
            for (int i = 0; i < signature.Parameters.Count; i++)
            {
                MacroParameter parameter = signature.Parameters[i];
                frame.Set(parameter.Name, call.Values[i]
                    ?? (parameter.Default is not null ? ExpressionInterpreter.Evaluate(parameter.Default, frame) : new UndefinedValue($"parameter '{parameter.Name}' was not provided")));
            }

            RunBody(body, frame, output);
        });

    private static void Assign(AssignmentTarget target, TemplateValue value, Frame frame)
    {
        switch (target)
        {
            case NameTarget name:
                frame.Set(name.Name, value);
                break;
            case NamespaceTarget member:
                Access.SetMember(frame.Get(member.Namespace), member.Name, value);
                break;
            case TupleTarget tuple:
                TemplateValue[] parts = Access.Unpack(value, tuple.Items.Count);
                for (int i = 0; i < parts.Length; i++)
                {
                    Assign(tuple.Items[i], parts[i], frame);
                }

                break;
        }
    }
}
