using Microsoft.Extensions.AI;
using Modelwright.Runtime;

namespace Modelwright.Extensions.AI;

/// <summary>Options with a constraint that <see cref="ChatResponseFormat"/> has no word for: a regular expression, one of several texts.</summary>
public class ConstrainedChatOptions : ChatOptions
{
    /// <summary>Options without a constraint.</summary>
    public ConstrainedChatOptions()
    {
    }

    /// <summary>A copy.</summary>
    /// <param name="other">What is copied.</param>
    protected ConstrainedChatOptions(ConstrainedChatOptions? other)
        : base(other) => Constraint = other?.Constraint;

    /// <summary>What the answer may be, its thought apart; it excludes a <see cref="ChatOptions.ResponseFormat"/> of JSON. Keep it from request to request: what was computed for it is in it.</summary>
    public OutputConstraint? Constraint { get; set; }

    /// <inheritdoc/>
    public override ChatOptions Clone() => new ConstrainedChatOptions(this);
}
