using System;

namespace Modelwright.Backends.TorchSharp;

/// <summary>What an op is in the text of its block, in one form.</summary>
/// <param name="Expression">Its result. A plain name stands for a value that is there already.</param>
internal sealed record NodeText(string Expression)
{
    /// <summary>The module that has its weights.</summary>
    public ModuleField? Module { get; init; }

    /// <summary>In <see cref="Form.Step"/>: the sum of a residual stream and the result, for a module that computes both in fewer calls.</summary>
    public Func<string, string>? Onto { get; init; }

    /// <summary>What makes the layer's state, for an op that has one.</summary>
    public string? State { get; init; }
}

/// <summary>A module that is a field.</summary>
/// <param name="Path">Where it stands below its block's modules, as the checkpoint's keys have it: <c>attn.proj</c>.</param>
/// <param name="Type">Its class; nullable where a checkpoint may do without.</param>
/// <param name="Create">Makes it, from <c>parameters</c>.</param>
/// <param name="Keys">The keys of the config that say what it is, for a comment; empty where its own class has them.</param>
internal sealed record ModuleField(string Path, string Type, string Create, string Keys = "");
