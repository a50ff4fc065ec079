using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Samples.Training;

/// <summary>The Shakespeare checkpoint's numbers, with rows for tokens that it does not have: those of thoughts and tool calls.</summary>
internal static class StartingPoint
{
    private const string Embedding = "model.embed_tokens.weight";
    private const string Ignored = "mtp.";

    /// <summary>Gives a model the checkpoint's numbers for its own.</summary>
    /// <param name="model">The chat model, whose layers are the checkpoint's.</param>
    /// <param name="checkpoint">The Shakespeare checkpoint.</param>
    public static void CopyTo(nn.Module model, string checkpoint)
    {
        using IDisposable quiet = no_grad();
        using Checkpoint source = Checkpoint.Open(checkpoint);
        Dictionary<string, Tensor> own = model.state_dict();
        foreach (string name in source.Names.Where(static name => !name.StartsWith(Ignored, StringComparison.Ordinal)))
        {
            using DisposeScope scope = NewDisposeScope();
            CheckpointTensor stored = source[name];
            Tensor values = tensor(stored.ToFloats(), [.. stored.Shape]);
            own[name].copy_(name == Embedding ? Widen(values, own[name].shape[0]) : values);
        }
    }

    /// <summary>New rows begin as the mean of all, each with a little noise of its own.</summary>
    private static Tensor Widen(Tensor known, long rows)
    {
        Tensor noise = rand([rows - known.shape[0], known.shape[1]]) - 0.5;
        return cat([known, known.mean([0], keepdim: true) + (0.01 * noise)]);
    }
}
