using System;
using Microsoft.Extensions.AI;
using Modelwright.Runtime;

namespace Modelwright.Extensions.AI;

/// <summary>A picture or a clip that is decoded already, as a part of a message: frames of a camera, a <see cref="Video"/> of pictures. Files and their bytes go into a message as <see cref="DataContent"/>.</summary>
public sealed class MediaContent : AIContent
{
    /// <summary>A picture.</summary>
    public MediaContent(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        Image = image;
    }

    /// <summary>A clip.</summary>
    public MediaContent(Video video)
    {
        ArgumentNullException.ThrowIfNull(video);
        Video = video;
    }

    /// <summary>The picture, if it is one.</summary>
    public Image? Image { get; }

    /// <summary>The clip, if it is one.</summary>
    public Video? Video { get; }
}
