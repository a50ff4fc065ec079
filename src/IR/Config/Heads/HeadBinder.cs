using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>
/// Which head stands on the layers: the project's word, else the first class in <c>architectures</c> that the family has, else its usual one. Then the head's own keys,
/// and where its checkpoints have what (transformers' <c>modeling_layers.py</c>).
/// </summary>
internal static class HeadBinder
{
    private const int DefaultLabels = 2;
    private const double DefaultDropout = 0.1;

    private static readonly Word<ProblemType>[] Problems =
    [
        new("regression", ProblemType.Regression),
        new("single_label_classification", ProblemType.SingleLabel),
        new("multi_label_classification", ProblemType.MultiLabel),
    ];

    /// <summary>The head that is meant; null where the family has no such one, and a message says so.</summary>
    public static Head? Choose(ConfigReader config, FamilyBinder family, IReadOnlyList<string> architectures, string? wanted)
    {
        HeadClass? named = architectures.Select(name => family.Heads.FirstOrDefault(known => known.Name == name)).FirstOrDefault(static known => known is not null);
        if (string.IsNullOrEmpty(wanted))
        {
            return named?.Head ?? Head.CausalLanguageModel;
        }

        if (Head.Named(wanted!) is Head head && family.Heads.Any(known => known.Head == head))
        {
            return head;
        }

        IEnumerable<string> words = Head.All.Where(head => family.Heads.Any(known => known.Head == head)).Select(static head => head.Word);
        config.Report(MessageId.UnknownHead, ConfigKeys.Architectures, wanted!, family.Family.ModelType, string.Join(", ", words));
        return null;
    }

    /// <summary>The spec of the language model with another head in place of its own.</summary>
    public static ModelSpec Bind(ConfigReader config, ModelSpec spec, Head head)
    {
        if (head == Head.CausalLanguageModel)
        {
            return spec;
        }

        ModelSpec headed = spec with
        {
            Head = head,
            TiedEmbeddings = false,
            Experts = spec.Experts is ExpertsSpec experts ? experts with { OutputRouterLogits = false } : null,
            Checkpoint = spec.Checkpoint.For(head),
        };
        return head.Labels == LabelScope.None ? headed : headed with { Labels = Labels(config, tokens: head.Labels == LabelScope.Token) };
    }

    private static LabelSpec Labels(ConfigReader config, bool tokens)
    {
        ProblemType? problem = tokens || config.FindValue(ConfigKeys.ProblemType) is null ? null : config.Named(ConfigKeys.ProblemType, Problems, ProblemType.SingleLabel);
        bool bias = tokens && config.Bool(ConfigKeys.TokenClassificationBias, fallback: true);
        double dropout = config.OptionalNumber(ConfigKeys.ClassifierDropout, 0, 1) ?? config.OptionalNumber(ConfigKeys.HiddenDropout, 0, 1) ?? DefaultDropout;
        return new LabelSpec(Names(config), bias, problem, tokens ? dropout : 0);
    }

    /// <summary><c>id2label</c> wins over <c>num_labels</c>, as in Hugging Face; its numbers must be 0 and on.</summary>
    private static EquatableArray<string> Names(ConfigReader config)
    {
        int count = config.IntOrNull(ConfigKeys.NumLabels, DefaultLabels, 1, Limits.Vocabulary);
        config.Find(ConfigKeys.Label2Id);
        if (config.Object(ConfigKeys.Id2Label) is not ConfigReader map)
        {
            return Enumerable.Range(0, count).Select(static i => "LABEL_" + ConfigReader.Invariant(i)).ToEquatableArray();
        }

        string[] keys = [.. map.Json.Members.Select(static member => member.Name).Distinct()];
        string?[] names = [.. Enumerable.Range(0, keys.Length).Select(i => map.String(ConfigReader.Invariant(i)))];
        if (names.Contains(null))
        {
            if (!config.Messages.HasErrors)
            {
                config.Report(MessageId.WrongType, ConfigKeys.Id2Label, $"an object without '{Missing(names)}'", $"names for the numbers 0 to {ConfigReader.Invariant(keys.Length - 1)}");
            }

            return [];
        }

        if (config.FindValue(ConfigKeys.NumLabels) is JsonValue given && count != names.Length)
        {
            config.Report(MessageId.OverriddenKey, ConfigKeys.NumLabels, given.Text, ConfigKeys.Id2Label, $"{ConfigReader.Invariant(names.Length)} labels");
        }

        return names.Select(static name => name!).ToEquatableArray();
    }

    private static string Missing(string?[] names) => ConfigReader.Invariant(System.Array.IndexOf(names, null));
}
