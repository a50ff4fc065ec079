using System;

namespace Modelwright.Runtime.Templating;

/// <summary>What a rendering may still do: every character copied, item made and iteration counts, so that no template runs or grows without end.</summary>
internal sealed class TemplateBudget(TemplateLimits limits)
{
    /// <summary>An iteration costs as much as copying this many characters.</summary>
    private const int IterationCost = 50;

    [ThreadStatic]
    private static TemplateBudget? _current;

    private long _work;
    private int _depth;

    /// <summary>Makes this the budget of the thread until the result is disposed. Rendering never leaves its thread.</summary>
    public Scope Enter()
    {
        Scope scope = new(_current);
        _current = this;
        return scope;
    }

    /// <exception cref="ChatTemplateRenderException">The budget is used up.</exception>
    public static void Spend(long work)
    {
        if (_current is TemplateBudget budget && (budget._work += work) > budget.Limits.Work)
        {
            throw new ChatTemplateRenderException($"The template does more work than it may ({budget.Limits.Work} characters copied, or {budget.Limits.Work / IterationCost} iterations).");
        }
    }

    public static void SpendIteration() => Spend(IterationCost);

    /// <exception cref="ChatTemplateRenderException">The output is longer than it may be.</exception>
    public static void CheckOutput(int length)
    {
        if (_current is TemplateBudget budget && length > budget.Limits.OutputCharacters)
        {
            throw new ChatTemplateRenderException($"The template writes more than {budget.Limits.OutputCharacters} characters.");
        }
    }

    /// <summary>Goes one macro call deeper; <see cref="Leave"/> comes back.</summary>
    public static void Descend()
    {
        if (_current is TemplateBudget budget && ++budget._depth > budget.Limits.Depth)
        {
            throw new ChatTemplateRenderException($"The template's macros call each other more than {budget.Limits.Depth} deep.");
        }
    }

    public static void Leave()
    {
        if (_current is TemplateBudget budget)
        {
            budget._depth--;
        }
    }

    private TemplateLimits Limits { get; } = limits;

    /// <summary>Restores the budget that was there before.</summary>
    public readonly struct Scope(TemplateBudget? previous) : IDisposable
    {
        private readonly TemplateBudget? _previous = previous;

        public void Dispose() => _current = _previous;
    }
}
