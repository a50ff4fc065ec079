using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>What a model without a head gives.</summary>
/// <param name="Last">The last hidden state, after the final norm: [count, columns, width].</param>
/// <param name="Layers">
/// The states of every layer as Hugging Face gives them: the embeddings, what each layer but the last leaves, and <paramref name="Last"/>; empty unless asked for.
/// </param>
public sealed record HiddenStateOutput(IReadOnlyList<float> Last, IReadOnlyList<IReadOnlyList<float>> Layers);

/// <summary>Hidden states of models without a head.</summary>
public static class HiddenStates
{
    /// <summary>Takes a batch through the layers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">The tokens, or embeddings in their place.</param>
    /// <param name="everyLayer">Whether the states between layers are wanted too.</param>
    /// <param name="cancellationToken">Heard between pieces.</param>
    /// <exception cref="ContextOverflowException">The batch is longer than the model's <see cref="ILanguageModel.MaxContext"/>.</exception>
    public static HiddenStateOutput Compute(this IHiddenStateModel model, TokenBatch batch, bool everyLayer = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(batch);
        using IModelSession session = HeadRunner.Begin(model, batch);
        int length = checked(batch.Count * batch.Columns * session.Tower.Width);
        float[] last = new float[length];
        float[][] between = everyLayer ? [.. Enumerable.Range(0, session.Tower.LayerCount).Select(_ => new float[length])] : [];
        session.Forward(batch.Input, [ModelOutput.OfExit(0, last, OutputRows.All), .. between.Select(static (state, layer) => ModelOutput.OfStream(layer, state, OutputRows.All))], cancellationToken);
        return new HiddenStateOutput(last, everyLayer ? [.. between, last] : []);
    }
}
