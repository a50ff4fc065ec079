using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Extensions.AI;
using Modelwright.Extensions.AI;
using Modelwright.Runtime;
using Modelwright.Tests;

namespace Modelwright.Chat.Tests;

/// <summary>Pictures and clips in messages.</summary>
public class MediaTests
{
    private static readonly ChatTemplate Template = ChatTemplate.Load(Path.Combine(TemplateGoldens.Chat, "qwen3_vl", "template.jinja"));

    private static string Picture { get; } = Path.Combine(Repository.Root, "samples", "Captions", "examples", "shape0.png");

    [Fact]
    public async Task A_picture_becomes_placeholders_and_features_where_the_model_sees()
    {
        using SeeingModel model = new("A circle.");
        using ModelwrightChatClient client = new(model, Template);

        ChatResponse response = await client.GetResponseAsync([new ChatMessage(ChatRole.User, [Data(), new TextContent("What is it?")])]);

        int features = Assert.Single(model.FeatureColumns);
        Assert.Equal("A circle.", response.Text);
        Assert.Equal($"<|im_start|>user\n<|vision_start|>{Pads(features)}<|vision_end|>What is it?<|im_end|>\n<|im_start|>assistant\n", Assert.Single(model.Prompts));
        Assert.Equal(model.Tokenizer.Encode(model.Prompts[0]).Length, response.Usage!.InputTokenCount);
    }

    [Fact]
    public async Task Further_turns_compute_no_picture_again_and_another_picture_is_another_prompt()
    {
        using SeeingModel model = new("A circle.", "Red.", "Blue.") { States = ScriptedStates.Attention };
        using ModelwrightChatClient client = new(model, Template);
        List<ChatMessage> messages = [new(ChatRole.User, [Data(), new TextContent("What is it?")])];
        ChatResponse first = await client.GetResponseAsync(messages);
        messages.AddRange([.. first.Messages, new ChatMessage(ChatRole.User, "Its colour?")]);

        ChatResponse second = await client.GetResponseAsync(messages);
        messages[0] = new(ChatRole.User, [Rectangle(64), new TextContent("What is it?")]);
        ChatResponse third = await client.GetResponseAsync(messages);

        Assert.Equal(2, model.Looks);
        Assert.Equal(2, model.FeatureColumns.Count);
        Assert.True(second.Usage!.CachedInputTokenCount > first.Usage!.InputTokenCount - 6);
        Assert.InRange(third.Usage!.CachedInputTokenCount!.Value, 0, 4);
        Assert.Equal("Blue.", third.Text);
    }

    [Fact]
    public async Task Equal_placeholders_of_another_picture_are_not_what_was_computed()
    {
        using SeeingModel model = new("a", "b") { States = ScriptedStates.Attention };
        using ModelwrightChatClient client = new(model, Template);

        await client.GetResponseAsync([new ChatMessage(ChatRole.User, [Rectangle(64, 10), new TextContent("What is it?")])]);
        ChatResponse other = await client.GetResponseAsync([new ChatMessage(ChatRole.User, [Rectangle(64, 200), new TextContent("What is it?")])]);

        Assert.Equal(model.Prompts[0], model.Prompts[1]);
        Assert.Equal([4, 4], model.FeatureColumns);
        Assert.InRange(other.Usage!.CachedInputTokenCount!.Value, 0, 4);
    }

    [Fact]
    public async Task Frames_of_a_clip_and_pictures_that_tools_give_are_seen()
    {
        using SeeingModel model = new("A clip.", "<tool_call>\n{\"name\": \"look\", \"arguments\": {}}\n</tool_call>", "Grey.");
        using IChatClient client = new ChatClientBuilder(new ModelwrightChatClient(model, Template)).UseFunctionInvocation().Build();
        Image frame = Image.FromRgb(new byte[64 * 64 * 3], 64, 64);

        await client.GetResponseAsync([new ChatMessage(ChatRole.User, [new MediaContent(Video.FromFrames([frame, frame, frame, frame], 2)), new TextContent("What happens?")])]);
        AIFunction look = AIFunctionFactory.Create(static () => new DataContent(File.ReadAllBytes(Picture), "image/png"), "look");
        ChatResponse response = await client.GetResponseAsync([new ChatMessage(ChatRole.User, "Look!")], new ChatOptions { Tools = [look] });

        Assert.Equal("Grey.", response.Text);
        Assert.Contains("seconds>", model.Prompts[0], StringComparison.Ordinal);
        Assert.Equal(2, model.FeatureColumns.Count);
    }

    [Fact]
    public async Task Clips_in_files_and_as_bytes_are_decoded()
    {
        using FFmpegClip clip = new("clip.mp4", FFmpegClip.Pattern("64x64", rate: 4, frames: 8));
        using SeeingModel model = new("a", "b", "c");
        using ModelwrightChatClient client = new(model, Template);
        byte[] bytes = File.ReadAllBytes(clip.Path);
        AIContent[] contents =
        [
            new DataContent(bytes, "video/mp4"),
            new UriContent(new Uri(clip.Path), "video/mp4"),
            new UriContent(new Uri($"data:video/mp4;base64,{Convert.ToBase64String(bytes)}"), "video/mp4"),
        ];

        foreach (AIContent content in contents)
        {
            await client.GetResponseAsync([new ChatMessage(ChatRole.User, [content, new TextContent("What happens?")])]);
        }

        Assert.Contains("seconds>", model.Prompts[0], StringComparison.Ordinal);
        Assert.Single(model.Prompts.Distinct());
        Assert.Equal(1, model.Looks); // the same frames have the same features
        await Assert.ThrowsAsync<VideoException>(() => client.GetResponseAsync([new ChatMessage(ChatRole.User, [new DataContent(new byte[100], "video/mp4")])]));
        await Refused(model, new UriContent(new Uri("https://example.com/a.mp4"), "video/mp4"), "a clip at https://example.com/a.mp4", "fetches nothing");
        Assert.Empty(Directory.GetDirectories(Path.GetTempPath(), "modelwright-clips-*"));
    }

    [Fact]
    public async Task A_model_that_only_reads_refuses_pictures_and_nothing_is_fetched()
    {
        using ScriptedModel reading = new("x");
        using SeeingModel seeing = new("x");
        UriContent far = new(new Uri("https://example.com/a.png"), "image/png");

        await Refused(reading, Data(), "a picture", "only reads");
        await Refused(reading, new MediaContent(Video.FromFrames([Image.FromRgb(new byte[3], 1, 1)], 1)), "a clip", "only reads");
        await Refused(seeing, far, "https://example.com/a.png", "fetches nothing");
        await Refused(seeing, new DataContent(new byte[3], "audio/wav"), "DataContent", "pictures");
        using ModelwrightChatClient client = new(seeing, Template);
        await Assert.ThrowsAsync<ImageFormatException>(() => client.GetResponseAsync([new ChatMessage(ChatRole.User, [new DataContent(new byte[30], "image/png")])]));
        Assert.Equal("x", (await client.GetResponseAsync([new ChatMessage(ChatRole.User, [new UriContent(new Uri(Picture), "image/png")])])).Text);
    }

    private static async Task Refused(ICausalLanguageModel model, AIContent content, string found, string wanted)
    {
        using ModelwrightChatClient client = new(model, Template);

        ChatOptionException error = await Assert.ThrowsAsync<ChatOptionException>(() => client.GetResponseAsync([new ChatMessage(ChatRole.User, [content])]));

        Assert.Equal("Messages", error.Option);
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
        Assert.Contains(wanted, error.Wanted, StringComparison.Ordinal);
    }

    private static DataContent Data() => new(File.ReadAllBytes(Picture), "image/png");

    private static MediaContent Rectangle(int side, byte shade = 0) => new(Image.FromRgb(Enumerable.Repeat(shade, side * side * 3).ToArray(), side, side));

    private static string Pads(int count) => string.Concat(Enumerable.Repeat("<|image_pad|>", count));
}
