using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>
/// What can be asked of generation, by <see cref="GenerationOptions"/> or by a checkpoint's file (<see cref="GenerationDefaults"/>). What is <see langword="null"/> is left open.
/// Names, meanings and order of application are those of Hugging Face's <c>GenerationConfig</c>; presence and frequency penalties are OpenAI's.
/// </summary>
public abstract record GenerationSettings
{
    /// <summary>Tokens to generate at most, from 0 up (<c>max_new_tokens</c>).</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Tokens a sequence has at most, prompt included (<c>max_length</c>). Without effect beside <see cref="MaxTokens"/>.</summary>
    public int? MaxLength { get; init; }

    /// <summary>End and stop tokens are not chosen before this many tokens are generated (<c>min_new_tokens</c>), from 0 up.</summary>
    public int? MinTokens { get; init; }

    /// <summary>End and stop tokens are not chosen before the sequence, prompt included, has this many tokens (<c>min_length</c>), from 0 up.</summary>
    public int? MinLength { get; init; }

    /// <summary>0 for the likeliest token always; larger flattens the distribution.</summary>
    public float? Temperature { get; init; }

    /// <summary>Draw among the k likeliest tokens only; 0 for all.</summary>
    public int? TopK { get; init; }

    /// <summary>Draw among the likeliest tokens that together have this probability, above 0 and at most 1; 1 for all (Holtzman et al., 2020).</summary>
    public float? TopP { get; init; }

    /// <summary>Draw among tokens at least this many times as likely as the likeliest, from 0 to 1; 0 for all.</summary>
    public float? MinP { get; init; }

    /// <summary>Draw among the tokens whose surprise is nearest to the expected one, until they have this probability; above 0 and at most 1, 1 for all (Meister et al., 2022).</summary>
    public float? TypicalP { get; init; }

    /// <summary>Draw among tokens of at least this probability, from 0 to below 1; 0 for all (Hewitt et al., 2022).</summary>
    public float? EpsilonCutoff { get; init; }

    /// <summary>As <see cref="EpsilonCutoff"/>, but lower where the distribution is flat: min(η, √η · exp(-entropy)).</summary>
    public float? EtaCutoff { get; init; }

    /// <summary>Divides the positive logits, and multiplies the negative ones, of tokens that the sequence already has, prompt included; above 0, 1 for none.</summary>
    public float? RepetitionPenalty { get; init; }

    /// <summary>Taken off the logit of each token generated already; negative favours them, 0 for none.</summary>
    public float? PresencePenalty { get; init; }

    /// <summary>Taken off the logit of a token for each time it was generated; negative favours it, 0 for none.</summary>
    public float? FrequencyPenalty { get; init; }

    /// <summary>No run of this many tokens stands twice in the sequence, prompt included; 0 for no such rule.</summary>
    public int? NoRepeatNgramSize { get; init; }

    /// <summary>Sequences of tokens that are never completed (<c>bad_words_ids</c>).</summary>
    public IReadOnlyList<IReadOnlyList<int>>? BadWords { get; init; }

    /// <summary>Sequences of tokens whose completion is likelier or less likely (<c>sequence_bias</c>).</summary>
    public IReadOnlyList<SequenceBias>? SequenceBiases { get; init; }

    /// <summary>Tokens never chosen.</summary>
    public IReadOnlyList<int>? SuppressTokens { get; init; }

    /// <summary>Tokens not chosen as the first one.</summary>
    public IReadOnlyList<int>? BeginSuppressTokens { get; init; }

    /// <summary>One of these is chosen as the last token that <see cref="MaxTokens"/> allows (<c>forced_eos_token_id</c>).</summary>
    public IReadOnlyList<int>? ForcedEndTokens { get; init; }
}
