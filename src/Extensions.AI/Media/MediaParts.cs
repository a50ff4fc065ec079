using System;
using Microsoft.Extensions.AI;
using Modelwright.Runtime;

namespace Modelwright.Extensions.AI;

/// <summary>Pictures and clips among the parts of messages.</summary>
internal static class MediaParts
{
    private const string Messages = "Messages";

    /// <summary>The type that a chat template knows a part by; null for what is neither picture nor clip.</summary>
    public static string? TypeOf(AIContent content) => content switch
    {
        MediaContent media => media.Image is not null ? "image" : "video",
        DataContent data => TypeOf(data.MediaType),
        UriContent uri => TypeOf(uri.MediaType),
        _ => null,
    };

    /// <summary>The picture or clip, ready to be looked at.</summary>
    /// <param name="content">A part of a message for which <see cref="TypeOf(AIContent)"/> has a type.</param>
    /// <param name="clips">Holds clips that come as bytes: to be disposed when the prompt is read.</param>
    /// <exception cref="ChatOptionException">It is somewhere that the client does not fetch from.</exception>
    /// <exception cref="MediaException">It is no picture or clip, or there is no FFmpeg for a clip.</exception>
    public static PromptPart Read(AIContent content, ClipFiles clips) => content switch
    {
        MediaContent { Image: { } image } => new PromptPart.Picture(image),
        MediaContent { Video: { } video } => new PromptPart.Clip(video),
        DataContent data when TypeOf(data.MediaType) == "image" => new PromptPart.Picture(Image.FromBytes(data.Data)),
        DataContent data => new PromptPart.Clip(clips.Add(data.Data.Span)),
        UriContent { Uri: { IsAbsoluteUri: true, IsFile: true } uri } file => TypeOf(file.MediaType) == "image"
            ? new PromptPart.Picture(Image.FromFile(uri.LocalPath))
            : new PromptPart.Clip(Video.FromFile(uri.LocalPath)),
        UriContent { Uri: { IsAbsoluteUri: true, Scheme: "data" } uri } => Read(new DataContent(uri), clips),
        UriContent far =>
            throw new ChatOptionException(Messages, $"a {(TypeOf(far.MediaType) == "image" ? "picture" : "clip")} at {far.Uri}", "its bytes as DataContent, or a file: this client fetches nothing"),
        _ => throw new ArgumentException($"A prompt cannot hold {content.GetType().Name}.", nameof(content)),
    };

    private static string? TypeOf(string mediaType) =>
        mediaType.StartsWith("image/", StringComparison.OrdinalIgnoreCase) ? "image" : mediaType.StartsWith("video/", StringComparison.OrdinalIgnoreCase) ? "video" : null;
}
