using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Modelwright.Runtime;

/// <summary>How a checkpoint compares with a model's <see cref="WeightManifest"/>.</summary>
/// <param name="Checkpoint">The checkpoint's path.</param>
/// <param name="Found">Number of tensors that are as wanted.</param>
/// <param name="Missing">Keys that no tensor has.</param>
/// <param name="Extra">Tensors that the model does not use, and that do not speak against it. Such as are known to do nothing are <see cref="Unused"/>.</param>
/// <param name="WrongShape">Tensors of another shape.</param>
/// <param name="WrongFormat">Tensors in a format that cannot be read as weights.</param>
/// <param name="MissingShards">Files that the index names and that are not there; their tensors were not looked at.</param>
public sealed record WeightReport(
    string Checkpoint,
    int Found,
    IReadOnlyList<WeightProblem> Missing,
    IReadOnlyList<string> Extra,
    IReadOnlyList<WeightProblem> WrongShape,
    IReadOnlyList<WeightProblem> WrongFormat,
    IReadOnlyList<string> MissingShards)
{
    /// <summary>
    /// Tensors that the model does not use though the checkpoint's numbers depend on them: biases the model does not add, layers too many, adapters, scales of quantized weights.
    /// <see cref="LoadOptions.IgnoreTensors"/> lets them go.
    /// </summary>
    public IReadOnlyList<WeightProblem> Conflicts { get; init; } = [];

    /// <summary>
    /// Quantised weights that a load kept as plain elements though nothing else was asked for, since no format of the backend holds their numbers exactly: groups of columns that do
    /// not follow each other (<c>desc_act</c>), or whose size is no power of two. Empty in a report of a checkpoint alone.
    /// </summary>
    public IReadOnlyList<WeightProblem> Widened { get; init; } = [];

    /// <summary>A report of no checkpoint: that of a model whose weights are fresh.</summary>
    public static WeightReport Empty { get; } = new("", 0, [], [], [], [], []);

    /// <summary>Those of <see cref="Missing"/> that are the head's: the checkpoint was not trained for it.</summary>
    public IReadOnlyList<string> MissingHead { get; init; } = [];

    /// <summary>
    /// Tensors that the model does not use and has no need to, such as the <c>lm_head</c> of a checkpoint that is to classify, parts for training (<c>mtp.*</c>) and tables that can be computed.
    /// </summary>
    public IReadOnlyList<string> Unused { get; init; } = [];

    /// <summary>What the checkpoint's names have in place of the root of the model's own; <see langword="null"/> where they are the model's own names.</summary>
    public NamePrefix? Prefix { get; init; }

    /// <summary>
    /// What a load found wrong with files beside the weights (tokenizer, generation config): such a file never keeps a model from loading. Empty in a report of weights alone.
    /// </summary>
    public IReadOnlyList<FileWarning> FileWarnings { get; init; } = [];

    /// <summary>Whether the model can be loaded: nothing is missing or of a wrong kind, and nothing speaks against it. Extra tensors are allowed.</summary>
    public bool IsComplete => Missing.Count == 0 && WrongShape.Count == 0 && WrongFormat.Count == 0 && MissingShards.Count == 0 && Conflicts.Count == 0;

    /// <summary>Does nothing where the model can be loaded.</summary>
    /// <exception cref="WeightMismatchException">It cannot.</exception>
    public void ThrowIfIncomplete()
    {
        if (!IsComplete)
        {
            throw new WeightMismatchException(Checkpoint, this);
        }
    }

    /// <summary>The report as a table, one line a tensor.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{Found} tensors as wanted, {Missing.Count} missing, {WrongShape.Count} of a wrong shape, {WrongFormat.Count} of a wrong format, {MissingShards.Count} shards missing, {Conflicts.Count} that the model would have to use, {Extra.Count} extra\n");
        if (MissingHead.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"head           this checkpoint was not trained for it: there is no {string.Join(", ", MissingHead)}\n");
        }

        if (Prefix is { } prefix)
        {
            text.Append(CultureInfo.InvariantCulture, $"prefix         {prefix}\n");
        }

        foreach (string shard in MissingShards)
        {
            text.Append(CultureInfo.InvariantCulture, $"missing shard  {shard}\n");
        }

        Append(text, "missing", Missing);
        Append(text, "wrong shape", WrongShape);
        Append(text, "wrong format", WrongFormat);
        Append(text, "not used", Conflicts);
        if (Conflicts.Count > 0)
        {
            text.Append("               LoadOptions.IgnoreTensors takes patterns of tensors to let go, if the model is right without them\n");
        }

        foreach (string key in Extra)
        {
            text.Append(CultureInfo.InvariantCulture, $"extra          {key}\n");
        }

        foreach (string key in Unused)
        {
            text.Append(CultureInfo.InvariantCulture, $"unused         {key}\n");
        }

        Append(text, "widened", Widened);
        foreach (FileWarning warning in FileWarnings)
        {
            text.Append(CultureInfo.InvariantCulture, $"warning        {warning.Path}: {warning.Text}\n");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string title, IReadOnlyList<WeightProblem> problems)
    {
        foreach (WeightProblem problem in problems)
        {
            text.Append(CultureInfo.InvariantCulture, $"{title,-14} {problem.Key}: found {problem.Found}, wanted {problem.Wanted}\n");
        }
    }
}
