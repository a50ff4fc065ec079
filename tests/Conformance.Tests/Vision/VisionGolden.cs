using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Modelwright.Runtime;

namespace Modelwright.Conformance.Tests;

/// <summary>What Hugging Face's vision tower makes of the pictures of a run.</summary>
/// <param name="Images">The run's pictures.</param>
/// <param name="Features">[tokens of all pictures, width].</param>
/// <param name="DeepStack">A level each.</param>
internal sealed record VisionGolden(IReadOnlyList<VisionInput> Images, float[] Features, IReadOnlyList<float[]> DeepStack)
{
    /// <summary>The cases that hold pictures, told by what is in their folders.</summary>
    public static IReadOnlyList<string> Cases { get; } =
        GoldenCase.Where(static golden => Read(golden.Folder).Count > 0);

    public static IReadOnlyList<VisionGolden> Named(string name) => Read(GoldenCase.FolderOf(name));

    private static IReadOnlyList<VisionGolden> Read(string folder)
    {
        string expected = Path.Combine(folder, "expected.safetensors");
        if (!File.Exists(expected))
        {
            return [];
        }

        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "case.json")));
        using Checkpoint tensors = Checkpoint.Open(expected);
        return
        [
            .. document.RootElement.GetProperty("runs").EnumerateArray()
                .Where(run => tensors.Names.Contains(run.GetProperty("name").GetString() + ".image_features"))
                .Select(run => Read(tensors, run)),
        ];
    }

    private static VisionGolden Read(Checkpoint tensors, JsonElement run)
    {
        string name = run.GetProperty("name").GetString()!;
        float[] pixels = tensors[name + ".pixel_values"].ToFloats();
        int length = (int)tensors[name + ".pixel_values"].Shape[1];
        List<VisionInput> images = [];
        int at = 0;
        foreach (JsonElement row in run.GetProperty("image_grid_thw").EnumerateArray())
        {
            int[] grid = [.. row.EnumerateArray().Select(static number => number.GetInt32())];
            PatchGrid patches = new(grid[0], grid[1], grid[2]);
            images.Add(new VisionInput(patches, length, pixels.AsMemory(at, patches.Patches * length), []));
            at += patches.Patches * length;
        }

        return new VisionGolden(images, tensors[name + ".image_features"].ToFloats(), [.. Levels(tensors, name)]);
    }

    private static IEnumerable<float[]> Levels(Checkpoint tensors, string run)
    {
        for (int level = 0; tensors.Names.Contains(FormattableString.Invariant($"{run}.deepstack.{level}")); level++)
        {
            yield return tensors[FormattableString.Invariant($"{run}.deepstack.{level}")].ToFloats();
        }
    }
}
