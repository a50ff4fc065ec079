using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Modelwright.Runtime;

/// <summary>
/// The modules that <c>quantization_config</c> says are not quantised (<c>modules_to_not_convert</c>, <c>ignore</c>), held against the file. Published lists are often wrong, so
/// a difference is a warning and nothing depends on it.
/// </summary>
internal static class PlainList
{
    private const string Weight = ".weight";

    /// <summary>How projections end, which every writer quantises unless told otherwise.</summary>
    private const string Projection = "_proj.weight";

    private const int MostNames = 3;

    private static readonly TimeSpan LongestMatch = TimeSpan.FromMilliseconds(50);

    /// <summary>A warning for each direction in which they disagree.</summary>
    /// <param name="config">Has the list.</param>
    /// <param name="names">The checkpoint's names of the weights that the model may have.</param>
    /// <param name="isQuantised">Whether the file has a weight quantised.</param>
    /// <param name="isThere">Whether the file has a tensor of a name.</param>
    public static IReadOnlyList<FileWarning> Compare(QuantizationConfig config, IReadOnlyCollection<string> names, Func<string, bool> isQuantised, Func<string, bool> isThere)
    {
        List<string> listed = [];
        List<string> notListed = [];
        foreach (string name in names.Where(static name => name.EndsWith(Weight, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            bool quantised = isQuantised(name);
            bool plain = !quantised && name.EndsWith(Projection, StringComparison.Ordinal) && isThere(name);
            if ((quantised || plain) && config.Plain.Any(entry => Names(entry, name[..^Weight.Length])) == quantised)
            {
                (quantised ? listed : notListed).Add(name[..^Weight.Length]);
            }
        }

        return
        [
            .. Warning(config, listed, "are quantised in the file, though quantization_config lists them as plain; they are read as the file has them"),
            .. Warning(config, notListed, "are plain in the file, though quantization_config does not list them; they are read as the file has them"),
        ];
    }

    private static IEnumerable<FileWarning> Warning(QuantizationConfig config, List<string> modules, string what) => modules.Count == 0
        ? []
        : [new FileWarning(config.Source, FormattableString.Invariant($"{modules.Count} modules {what}: {string.Join(", ", modules.Take(MostNames))}{(modules.Count > MostNames ? ", …" : "")}."))];

    /// <summary>An entry is a module's name, its end, a module that it is part of, or after <c>re:</c> a regular expression.</summary>
    private static bool Names(string entry, string module)
    {
        if (!entry.StartsWith("re:", StringComparison.Ordinal))
        {
            return module == entry || module.EndsWith("." + entry, StringComparison.Ordinal) || ("." + module).Contains("." + entry + ".", StringComparison.Ordinal);
        }

        try
        {
            return Regex.IsMatch(module, "^(?:" + entry["re:".Length..] + ")", RegexOptions.CultureInvariant, LongestMatch);
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
