using System.Collections.Generic;

namespace Modelwright.Extensions.AI;

/// <summary>A piece of what a model wrote, told apart.</summary>
internal abstract record OutputPart
{
    private protected OutputPart()
    {
    }

    /// <summary>A piece of the thought before the answer.</summary>
    internal sealed record Thought(string Content) : OutputPart;

    /// <summary>A piece of the answer.</summary>
    internal sealed record Text(string Content) : OutputPart;

    /// <summary>A whole tool call. Values are strings or JSON elements.</summary>
    internal sealed record Call(string Name, IDictionary<string, object?> Arguments) : OutputPart;
}
