using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Modelwright.Runtime;
using Modelwright.Tests;

namespace Modelwright.Media.Tests;

/// <summary>A folder of pictures or clips with what Hugging Face's processors make of them.</summary>
internal static class MediaGoldens
{
    public static string Images { get; } = Folder("images");

    public static string Videos { get; } = Folder("videos");

    public static JsonElement ImageCases { get; } = Read(Images);

    public static JsonElement VideoCases { get; } = Read(Videos);

    public static Checkpoint Expected(string folder) => Checkpoint.Open(Path.Combine(folder, "expected.safetensors"));

    public static byte[] Bytes(Checkpoint expected, string name)
    {
        CheckpointTensor tensor = expected[name];
        return tensor.ToBytes();
    }

    public static float[] Floats(Checkpoint expected, string name) => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(Bytes(expected, name)).ToArray();

    public static IEnumerable<string> Names(JsonElement cases) => cases.GetProperty("cases").EnumerateArray().Select(static c => c.GetProperty("name").GetString()!);

    public static JsonElement Case(JsonElement cases, string name) =>
        cases.GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);

    /// <summary>tests/goldens, or the folder that MODELWRIGHT_GOLDENS names where it has such cases.</summary>
    private static string Folder(string name)
    {
        string? other = Environment.GetEnvironmentVariable("MODELWRIGHT_GOLDENS");
        string folder = Path.Combine(other ?? "", name);
        return other is not null && File.Exists(Path.Combine(folder, "cases.json")) ? folder : Path.Combine(Repository.Root, "tests", "goldens", name);
    }

    private static JsonElement Read(string folder) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "cases.json"))).RootElement;
}
