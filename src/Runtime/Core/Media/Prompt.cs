using System;
using System.Collections;
using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>
/// Text, pictures and clips in the order in which a model reads them: <c>new Prompt { "What is this?", image }</c>. The tokens around and in place of a picture, and a
/// clip's times, are put in by the model's own processors.
/// </summary>
public sealed class Prompt : IEnumerable<PromptPart>
{
    private readonly List<PromptPart> _parts = [];

    /// <summary>Adds text.</summary>
    public void Add(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _parts.Add(new PromptPart.Text(text));
    }

    /// <summary>Adds a picture.</summary>
    public void Add(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        _parts.Add(new PromptPart.Picture(image));
    }

    /// <summary>Adds a clip.</summary>
    public void Add(Video video)
    {
        ArgumentNullException.ThrowIfNull(video);
        _parts.Add(new PromptPart.Clip(video));
    }

    /// <summary>Adds a picture or a clip that the model's vision tower has seen already.</summary>
    public void Add(VisionFeatures features)
    {
        ArgumentNullException.ThrowIfNull(features);
        _parts.Add(new PromptPart.Features(features));
    }

    /// <summary>Adds a part.</summary>
    public void Add(PromptPart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        _parts.Add(part);
    }

    /// <summary>The parts in order.</summary>
    public IEnumerator<PromptPart> GetEnumerator() => _parts.GetEnumerator();

    /// <summary>A prompt of text alone.</summary>
    public static implicit operator Prompt(string text) => new() { text };

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
