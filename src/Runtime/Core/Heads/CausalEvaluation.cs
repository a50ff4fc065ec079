using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>One pass of a language model over a batch, as Hugging Face's <c>…ForCausalLM.forward</c>: logits, loss, routers, hidden states, on any backend.</summary>
public static class CausalEvaluation
{
    /// <summary>Computes what the options ask for.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">The tokens, or embeddings in their place.</param>
    /// <param name="options">What is wanted; the last column's logits where null.</param>
    /// <param name="cancellationToken">Heard between pieces.</param>
    /// <exception cref="ContextOverflowException">The batch is longer than the model's <see cref="ILanguageModel.MaxContext"/>.</exception>
    /// <exception cref="ArgumentException">Labels are as many as something else, or router logits are asked of a model without experts.</exception>
    public static CausalOutput Evaluate(this ICausalLanguageModel model, TokenBatch batch, CausalOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(batch);
        options ??= new CausalOptions();
        int rows = batch.Count * batch.Columns;
        if (options.Labels is { } given && given.Count != rows)
        {
            throw new ArgumentException($"There are {given.Count} labels; wanted {rows}, one a column.", nameof(options));
        }

        using IModelSession session = HeadRunner.Begin(model, batch);
        TowerInfo tower = session.Tower;
        if (options.RouterLogits && tower.Experts is null)
        {
            throw new ArgumentException("Router logits are asked for; the model has no experts.", nameof(options));
        }

        int vocabulary = tower.Exits[0].Width;
        float[] kept = new float[checked(options.LogitsToKeep.Count(batch.Count, batch.Columns) * vocabulary)];
        float[]? all = options.Labels is null ? null : options.LogitsToKeep == OutputRows.All ? kept : new float[checked(rows * vocabulary)];
        float[][] routers = options.RouterLogits ? [.. tower.Experts!.Layers.Select(_ => new float[rows * tower.Experts.Count])] : [];
        float[][] states = options.HiddenStates ? [.. Enumerable.Range(0, tower.LayerCount + 1).Select(_ => new float[checked(rows * tower.Width)])] : [];
        List<ModelOutput> wanted = [ModelOutput.OfExit(0, kept, options.LogitsToKeep)];
        if (all is not null && all != kept)
        {
            wanted.Add(ModelOutput.OfExit(0, all, OutputRows.All));
        }

        wanted.AddRange(routers.Select((logits, index) => ModelOutput.OfRouter(tower.Experts!.Layers[index], logits, OutputRows.All)));
        wanted.AddRange(states.Select(static (state, layer) => ModelOutput.OfStream(layer, state, OutputRows.All)));
        session.Forward(batch.Input, [.. wanted], cancellationToken);
        return Read(batch, options, tower, kept, all, routers) with { HiddenStates = states };
    }

    private static CausalOutput Read(TokenBatch batch, CausalOptions options, TowerInfo tower, float[] kept, float[]? all, float[][] routers)
    {
        double? balance = options.RouterLogits
            ? HeadLosses.RouterBalance(
                routers, tower.Experts!.Count, tower.Experts.PerToken,
                [.. Enumerable.Range(0, batch.Count * batch.Columns).Select(row => batch.IsText(row / batch.Columns, row % batch.Columns))])
            : null;
        double? loss = all is null ? null : HeadLosses.NextToken(all, [.. options.Labels!], batch.Count, options.LabelCount);
        return new CausalOutput(kept) { Loss = loss + (balance * tower.Experts?.LossWeight ?? 0), AuxiliaryLoss = balance, RouterLogits = routers };
    }
}
