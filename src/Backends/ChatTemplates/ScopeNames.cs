using System.Collections.Generic;
using System.Linq;
using Modelwright.Templates;

namespace Modelwright.Backends.ChatTemplates;

/// <summary>The names that statements assign in their own scope: loops, macros and captures within have scopes of their own; an <c>if</c> has none.</summary>
internal static class ScopeNames
{
    public static IReadOnlyList<string> AssignedIn(IEnumerable<Statement> body) => [.. body.SelectMany(Assigned).Distinct()];

    public static IEnumerable<string> Of(AssignmentTarget target) => target switch
    {
        NameTarget name => [name.Name],
        TupleTarget tuple => tuple.Items.SelectMany(Of),
        _ => [],
    };

    private static IEnumerable<string> Assigned(Statement statement) => statement switch
    {
        SetStatement set => Of(set.Target),
        SetBlockStatement set => Of(set.Target),
        MacroStatement macro => [macro.Name],
        IfStatement branching => branching.Branches.SelectMany(static b => b.Body).Concat(branching.Otherwise).SelectMany(Assigned),
        _ => [],
    };
}
