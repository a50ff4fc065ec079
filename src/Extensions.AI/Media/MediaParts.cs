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
    /// <exception cref="ChatOptionException">It is somewhere that the client does not fetch from, or a clip that is not decoded.</exception>
    /// <exception cref="ImageFormatException">The bytes are no picture.</exception>
    public static PromptPart Read(AIContent content) => content switch
    {
        MediaContent { Image: { } image } => new PromptPart.Picture(image),
        MediaContent { Video: { } video } => new PromptPart.Clip(video),
        DataContent data when TypeOf(data.MediaType) == "image" => new PromptPart.Picture(Image.FromBytes(data.Data)),
        UriContent { Uri: { IsAbsoluteUri: true, IsFile: true } uri } file when TypeOf(file.MediaType) == "image" => new PromptPart.Picture(Image.FromFile(uri.LocalPath)),
        UriContent { Uri: { IsAbsoluteUri: true, Scheme: "data" } uri } => Read(new DataContent(uri)),
        UriContent uri when TypeOf(uri.MediaType) == "image" =>
            throw new ChatOptionException(Messages, $"a picture at {uri.Uri}", "its bytes as DataContent, or a file: this client fetches nothing"),
        _ => throw new ChatOptionException(Messages, "a clip that is not decoded", "its frames: new MediaContent(Video.FromFrames(frames, framesPerSecond))"),
    };

    private static string? TypeOf(string mediaType) =>
        mediaType.StartsWith("image/", StringComparison.OrdinalIgnoreCase) ? "image" : mediaType.StartsWith("video/", StringComparison.OrdinalIgnoreCase) ? "video" : null;
}
