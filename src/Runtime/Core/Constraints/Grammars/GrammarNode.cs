namespace Modelwright.Runtime.Constraints;

/// <summary>What a node of a network does.</summary>
internal enum NodeKind
{
    /// <summary>Ends the rule: goes on where it was called.</summary>
    Return,

    /// <summary>Reads a byte of a set, then goes to A.</summary>
    Byte,

    /// <summary>Reads the symbol B, then goes to A.</summary>
    Symbol,

    /// <summary>Goes to A or to B.</summary>
    Split,

    /// <summary>Calls rule B, then goes to A.</summary>
    Call,

    /// <summary>Goes on as rule B, whose end is this one's.</summary>
    Jump,
}

/// <summary>One node of a network.</summary>
internal readonly record struct GrammarNode(NodeKind Kind, int A, int B, ByteSet Set);

/// <summary>A grammar as a recursive transition network (Woods, 1970): nodes, and the first node of every rule. Rule 0 is the whole; node 0 returns.</summary>
internal sealed record GrammarNetwork(GrammarNode[] Nodes, int[] Entries);
