using System.Collections.Generic;

namespace Modelwright.Runtime.Templating;

/// <summary>A loop of a compiled template: its values one after the other, and the variable <c>loop</c>.</summary>
public sealed class TemplateLoop
{
    private readonly TemplateValue[] _items;
    private readonly LoopValue _state;

    internal TemplateLoop(TemplateValue[] items)
    {
        _items = items;
        _state = new LoopValue(items);
    }

    /// <summary>Whether there is nothing to go over: then <c>else</c> runs.</summary>
    public bool IsEmpty => _items.Length == 0;

    /// <summary>The variable <c>loop</c>.</summary>
    public TemplateValue State => _state;

    /// <summary>The values, each in its turn.</summary>
    public IEnumerable<TemplateValue> Items
    {
        get
        {
            for (_state.Index = 0; _state.Index < _items.Length; _state.Index++)
            {
                TemplateBudget.SpendIteration();
                yield return _items[_state.Index];
            }
        }
    }
}
