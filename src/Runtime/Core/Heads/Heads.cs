namespace Modelwright.Runtime;

/// <summary>A model without a head (<c>…Model</c>): its sessions' first exit gives the last hidden state, after the final norm.</summary>
public interface IHiddenStateModel : ILanguageModel;

/// <summary>A model whose head gives labels.</summary>
public interface IClassifier : ILanguageModel
{
    /// <summary>The labels, and what is predicted of them.</summary>
    LabelSet Labels { get; }
}

/// <summary>A model that labels texts (<c>…ForSequenceClassification</c>): its sessions' first exit gives every column's scores, of which the last token's count.</summary>
public interface ISequenceClassifier : IClassifier;

/// <summary>A model that labels tokens (<c>…ForTokenClassification</c>): its sessions' first exit gives every column's scores.</summary>
public interface ITokenClassifier : IClassifier;

/// <summary>
/// A model that finds answers in a text (<c>…ForQuestionAnswering</c>): its sessions' first exit gives two numbers a column, how well an answer begins there and how well it ends there.
/// </summary>
public interface IQuestionAnswerer : ILanguageModel;
