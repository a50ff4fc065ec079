using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>A block as statements, one a node, in one form.</summary>
internal sealed class BlockText
{
    private readonly ModelText _model;
    private readonly Graph _graph;
    private readonly Form _form;
    private readonly Dictionary<ValueId, string> _names = [];
    private readonly Dictionary<ValueId, Func<string, string>> _sums = [];
    private readonly HashSet<string> _taken;
    private readonly List<string> _lines = [];

    private BlockText(ModelText model, Graph graph, Form form, IEnumerable<string> taken)
    {
        (_model, _graph, _form) = (model, graph, form);
        _taken = [.. taken, "pass", "step", "state"];
    }

    /// <summary>The modules of the block's ops, in the order of their first use.</summary>
    public List<ModuleField> Modules { get; } = [];

    /// <summary>What makes the states of the block's ops.</summary>
    public List<string> States { get; } = [];

    /// <summary>Statements, and the result last.</summary>
    public IReadOnlyList<string> Lines => _lines;

    public static BlockText Write(ModelText model, Block block, Form form, params string[] taken)
    {
        BlockText text = new(model, block.Body, form, taken);
        foreach (Node node in block.Body.Nodes.Where(static node => node.Op is not Weight))
        {
            text.Write(node);
        }

        return text;
    }

    /// <summary>The body of a method, or of a lambda: one expression behind <c>=></c>, or a block of statements.</summary>
    public string Body(string indentation) => _lines.Count == 1
        ? $" => {_lines[0]}"
        : $"\n{indentation}{{\n{string.Concat(_lines.Select((line, index) => $"{indentation}    {(index == _lines.Count - 1 ? "return " : "")}{line};\n"))}{indentation}}}";

    private void Write(Node node)
    {
        string expression;
        if (_sums.TryGetValue(node.Result, out Func<string, string>? sum))
        {
            expression = sum(_names[node.Inputs[0]]);
        }
        else
        {
            NodeText text = OpTable.Entries.Write(new NodeSite(_model, _graph, node, _form, _names), node.Op);
            Collect(text);
            if (_form == Form.Step && text.Onto is not null)
            {
                _sums.Add(SumOf(node), text.Onto);
                return;
            }

            expression = text.Expression;
        }

        bool isResult = node.Result == _graph.Results[0];
        if (expression.All(static c => char.IsLetterOrDigit(c) || c == '_'))
        {
            _names[node.Result] = expression;
        }
        else if (!isResult)
        {
            _names[node.Result] = Variable(node.Op.Name);
            _lines.Add($"Tensor {_names[node.Result]} = {expression}");
        }

        if (isResult)
        {
            _lines.Add(expression);
        }
    }

    private void Collect(NodeText text)
    {
        if (text.Module is ModuleField module && !Modules.Contains(module))
        {
            Modules.Add(module);
        }

        if (text.State is string state)
        {
            States.Add(state);
        }
    }

    /// <summary>The one sum with the residual stream that a module's result goes into.</summary>
    private ValueId SumOf(Node node) => _graph.Users(node.Result).ToArray() is [{ Op: Add } sum] && sum.Inputs[1] == node.Result && sum.Inputs[0] != node.Result
        ? sum.Result
        : throw new IrException($"a step of {node.Op} is written for a module whose result is added to the residual stream\n{_graph}");

    private string Variable(string op)
    {
        string pascal = CSharpName.Pascal(op);
        string name = char.ToLowerInvariant(pascal[0]) + pascal.Substring(1);
        string free = name;
        for (int number = 2; !_taken.Add(free); number++)
        {
            free = name + Literal.Of(number);
        }

        return free;
    }
}
