using System;
using System.Collections.Generic;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>A tower as the generated class hands it over: what makes its residual stream, its layers, and what can be read off the stream after the last one.</summary>
/// <param name="Name">Its name, unique in the model.</param>
/// <param name="Entry">Makes the residual stream.</param>
/// <param name="Layers">In their order.</param>
/// <param name="Exits">One a head. What is not asked for is not computed.</param>
public sealed record TorchTower(string Name, TorchEntry Entry, IList<TorchLayer> Layers, IReadOnlyList<TorchExit> Exits)
{
    /// <summary>What is read off the stream between layers.</summary>
    public IReadOnlyList<TorchTap> Taps { get; init; } = [];

    /// <summary>Whole sequences through all layers and an exit, differentiable.</summary>
    /// <param name="input">What the entry takes.</param>
    /// <param name="pass">Tables and masks.</param>
    /// <param name="exit">The exit's number.</param>
    public Tensor Forward(Tensor input, ForwardPass pass, int exit = 0)
    {
        Tensor x = Entry.Forward(input, pass);
        ForwardPass? kept = pass.KeepsInputsAlone ? pass.Kept() : null;
        foreach (TorchLayer layer in Layers)
        {
            x = kept is not null ? LayerCheckpoint.Apply(layer, x, kept) : layer.forward(x, pass);
        }

        return Exits[exit].Forward(x, pass);
    }
}

/// <summary>What is read off the residual stream between layers, which go on from it unchanged.</summary>
/// <param name="Name">Its name, unique in the tower.</param>
/// <param name="Readings">What each reading makes of the stream.</param>
/// <param name="After">The layers after which they read.</param>
public sealed record TorchTap(string Name, IList<TorchLayer> Readings, IReadOnlyList<int> After);

/// <summary>What makes a tower's residual stream.</summary>
/// <param name="Forward">Of whole sequences or of their next columns: int64 [batch, tokens] to [batch, tokens, width].</param>
/// <param name="Step">Of one column a sequence: int64 [batch] to [batch, width]; null for a tower that remembers nothing.</param>
public sealed record TorchEntry(Func<Tensor, ForwardPass, Tensor> Forward, Func<Tensor, DecodeStep, Tensor>? Step = null);

/// <summary>What an exit makes of the residual stream.</summary>
/// <param name="Name">Its name, unique in the tower.</param>
/// <param name="Forward">Differentiable, of all columns: [batch, tokens, width].</param>
/// <param name="Advance">Of the columns that the pass wants, all of them or the last; null for a tower that remembers nothing.</param>
/// <param name="Step">Of one column a sequence, [batch, width]; null for a tower that remembers nothing.</param>
public sealed record TorchExit(
    string Name, Func<Tensor, ForwardPass, Tensor> Forward, Func<Tensor, ForwardPass, Tensor>? Advance = null, Func<Tensor, DecodeStep, Tensor>? Step = null);
