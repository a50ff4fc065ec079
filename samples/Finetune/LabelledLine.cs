using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Samples;

/// <summary>A line of a play with its label: in the file the label's name, a tab, the line.</summary>
internal sealed record LabelledLine(int Label, string Text)
{
    /// <exception cref="InvalidDataException">A line has no tab, or a label that the model does not have.</exception>
    public static IReadOnlyList<LabelledLine> Read(string file, IReadOnlyList<string> labels) => [.. File.ReadLines(file).Select((line, index) =>
    {
        string[] parts = line.Split('\t');
        int label = parts.Length == 2 ? labels.ToList().IndexOf(parts[0]) : -1;
        return label >= 0
            ? new LabelledLine(label, parts[1])
            : throw new InvalidDataException($"{Path.GetFileName(file)}, line {index + 1}: '{line}'; wanted one of {string.Join(", ", labels)}, a tab, and a text.");
    })];
}
