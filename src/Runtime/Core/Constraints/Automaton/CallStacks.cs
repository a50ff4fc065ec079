using System.Collections.Generic;

namespace Modelwright.Runtime.Constraints;

/// <summary>Stacks of nodes to return to; equal ones have one number.</summary>
internal sealed class CallStacks
{
    /// <summary>The stack of the whole, which returns nowhere.</summary>
    public const int Empty = 0;

    private readonly List<(int Node, int Below)> _stacks = [(0, 0)];
    private readonly Dictionary<(int Node, int Below), int> _numbers = [];

    /// <summary>The top of a stack, and what lies below.</summary>
    public (int Node, int Below) this[int stack] => _stacks[stack];

    public int Push(int node, int below)
    {
        if (!_numbers.TryGetValue((node, below), out int number))
        {
            number = _stacks.Count;
            _stacks.Add((node, below));
            _numbers.Add((node, below), number);
        }

        return number;
    }
}
