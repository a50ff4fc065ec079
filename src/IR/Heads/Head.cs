using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>
/// What stands on top of the layers, from <c>architectures</c>: an exit, and all that follows from it. A head is described here and nowhere else; what has no head's name in it reads it from here.
/// </summary>
/// <param name="Word">What a project asks for it with. Its classes are called after it: <c>…For</c> and the word.</param>
/// <param name="Interface">The runtime's interface of models that have it, where what users do with them hangs.</param>
/// <param name="Exit">What it makes of the residual stream.</param>
internal sealed record Head(string Word, string Interface, HeadExit Exit)
{
    /// <summary>The next token: <c>…ForCausalLM</c>, <c>…ForConditionalGeneration</c>.</summary>
    public static readonly Head CausalLanguageModel = new("CausalLM", "ICausalLanguageModel", new HeadExit("logits", "final norm and head", HeadProduct.OfVocabulary))
    {
        SeeingInterface = "IVisionLanguageModel",
        Loss = new HeadLoss("NextToken", "int64 [batch, tokens], not shifted; -100 does not count."),
    };

    /// <summary>None: the hidden states, <c>…Model</c>.</summary>
    public static readonly Head Model = new("Model", "IHiddenStateModel", new HeadExit("last_hidden_state", "final norm")) { ClassInfix = "", Decoder = "" };

    /// <summary>Labels of a text.</summary>
    public static readonly Head SequenceClassification = new("SequenceClassification", "ISequenceClassifier", new HeadExit("scores", "final norm and scores of the labels", HeadProduct.OfLabels))
    {
        Labels = LabelScope.Text,
        ReadsLastToken = true,
        Loss = new HeadLoss("Sequence", "int64 [batch], a label each; or floats [batch, labels].", AsksProblem: true),
    };

    /// <summary>Labels of every token.</summary>
    public static readonly Head TokenClassification = new("TokenClassification", "ITokenClassifier", new HeadExit("scores", "final norm and scores of the labels", HeadProduct.OfLabels))
    {
        Labels = LabelScope.Token,
        Loss = new HeadLoss("Token", "int64 [batch, tokens]; -100 does not count."),
    };

    /// <summary>Where in a text an answer begins and ends.</summary>
    public static readonly Head QuestionAnswering = new(
        "QuestionAnswering", "IQuestionAnswerer", new HeadExit("spans", "final norm, and how well an answer begins or ends", static spec => HeadProduct.Of(spec, "qa_outputs", rows: 2, bias: true)))
    {
        Decoder = "transformer.",
        Loss = new HeadLoss("Span", "int64 [batch, 2]: the first and the last token of each answer."),
    };

    /// <summary>The heads there are.</summary>
    public static readonly IReadOnlyList<Head> All = [Model, CausalLanguageModel, SequenceClassification, TokenClassification, QuestionAnswering];

    /// <summary>What stands in a class's name before the word.</summary>
    public string ClassInfix { get; init; } = "For";

    /// <summary>The interface of models that see; null: the same.</summary>
    public string? SeeingInterface { get; init; }

    /// <summary>What its checkpoints' names of a decoder by itself begin with; null: as the language model's.</summary>
    public string? Decoder { get; init; }

    /// <summary>What has a label, where labels are given.</summary>
    public LabelScope Labels { get; init; }

    /// <summary>Whether a text's result is that of its last token; the others' are not looked at.</summary>
    public bool ReadsLastToken { get; init; }

    /// <summary>What training makes smaller; null where there is nothing to compare with.</summary>
    public HeadLoss? Loss { get; init; }

    /// <summary>The head of a word, <c>For</c> before it or not; null for a word that is none.</summary>
    public static Head? Named(string word) =>
        All.FirstOrDefault(head => Same(head.Word, word) || Same("For" + head.Word, word));

    /// <inheritdoc/>
    public override string ToString() => Word;

    private static bool Same(string one, string other) => string.Equals(one, other, System.StringComparison.OrdinalIgnoreCase);
}

/// <summary>What has a label.</summary>
internal enum LabelScope
{
    /// <summary>Nothing: the head gives no labels.</summary>
    None,

    /// <summary>A text.</summary>
    Text,

    /// <summary>Each of its tokens.</summary>
    Token,
}

/// <summary>A head's loss.</summary>
/// <param name="Name">Its name among the losses of the runtime.</param>
/// <param name="Labels">What it is told, in words.</param>
/// <param name="AsksProblem">Whether <c>problem_type</c> decides how it is computed.</param>
internal sealed record HeadLoss(string Name, string Labels, bool AsksProblem = false);
