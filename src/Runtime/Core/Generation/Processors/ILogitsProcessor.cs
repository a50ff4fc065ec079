using System;

namespace Modelwright.Runtime;

/// <summary>
/// Changes the logits of the next token before it is chosen: to forbid tokens (-∞), to favour them, to hold to a grammar. Those of <see cref="GenerationOptions.LogitsProcessors"/>
/// run after the built-in ones and before temperature and cuts, as in Hugging Face's <c>generate()</c>.
/// </summary>
public interface ILogitsProcessor
{
    /// <summary>The processor of one sequence of a generation. One that keeps nothing between tokens is its own, which is the default; one that does answers with a new one.</summary>
    /// <param name="sequence">The sequence's place in the batch, from 0.</param>
    ILogitsProcessor ForSequence(int sequence) => this;

    /// <summary>Changes logits in place. Called once for every token of a sequence.</summary>
    /// <param name="context">The tokens so far.</param>
    /// <param name="logits">[vocabulary], float32.</param>
    void Process(LogitsContext context, Span<float> logits);
}
