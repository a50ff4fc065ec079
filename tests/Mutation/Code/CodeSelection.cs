using System;

namespace Modelwright.Mutation;

/// <summary>Which changes are tried, and how.</summary>
/// <param name="Only">Part of the path of their files; all where null.</param>
/// <param name="Except">Part of the path of files that are left out; none where null.</param>
/// <param name="Tests">Part of the name of test projects that are asked; all where null.</param>
/// <param name="Every">One change of so many.</param>
/// <param name="Workers">Changes that are tried at once.</param>
/// <param name="Resume">Whether what an earlier run saw noticed is left alone.</param>
/// <param name="List">Whether they are printed and not tried.</param>
internal sealed record CodeSelection(string? Only, string? Except, string? Tests, int Every, int Workers, bool Resume, bool List)
{
    public bool Takes(CodeChange change) =>
        (Only is null || change.File.Contains(Only, StringComparison.OrdinalIgnoreCase)) && (Except is null || !change.File.Contains(Except, StringComparison.OrdinalIgnoreCase));
}
