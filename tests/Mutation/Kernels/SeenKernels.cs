using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Modelwright.Mutation;

/// <summary>What the kernel tests ran when nothing was broken: texts of kernels, and the tests that ran each.</summary>
internal sealed class SeenKernels
{
    private readonly Dictionary<string, string[]> _tests;

    private SeenKernels(Dictionary<string, string[]> tests) => _tests = tests;

    public int Count => _tests.Count;

    /// <summary>Reads what <c>KernelTrace</c> of the tests has left in a folder.</summary>
    public static SeenKernels Read(string folder) => new(
        Directory.EnumerateFiles(folder, "*.comp").ToDictionary(
            File.ReadAllText,
            static file => File.ReadAllLines(Path.ChangeExtension(file, ".tests")).Distinct().Order(StringComparer.Ordinal).ToArray()));

    /// <summary>The kernels that a break changes, the most tested first.</summary>
    public IReadOnlyList<string> ChangedBy(KernelBreak change) =>
        [.. _tests.Keys.Where(glsl => change.Apply(glsl) != glsl).OrderByDescending(glsl => _tests[glsl].Length).ThenBy(static glsl => glsl, StringComparer.Ordinal)];

    /// <summary>The tests that ran any of these kernels.</summary>
    public IReadOnlyList<string> TestsOf(IEnumerable<string> kernels) => [.. kernels.SelectMany(glsl => _tests[glsl]).Distinct().Order(StringComparer.Ordinal)];
}
