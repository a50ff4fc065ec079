using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.Intrinsics;
using System.Text.Json.Nodes;
using System.Threading;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Conformance.Tests;

/// <summary>Vision towers through generator, compiler and every backend: on the goldens' pictures, and in shapes that no golden has. A new folder is a new test.</summary>
public class VisionConformanceTests
{
    /// <summary>Of the largest feature. Tighter than what logits are held to: GELU's other form moves features by a few ten-thousandths, and must be seen.</summary>
    public const double Tolerance = 2e-5;

    /// <summary>Towers whose sizes are awkward: patches of 6, 7 heads, widths that are no multiple of 8 or of 4, either GELU, levels out of order, no merging.</summary>
    private static readonly Dictionary<string, Dictionary<string, JsonNode>> Shapes = new()
    {
        ["seven heads of 4, patches of 6"] = new()
        {
            ["hidden_size"] = 28,
            ["num_heads"] = 7,
            ["patch_size"] = 6,
            ["intermediate_size"] = 37,
            ["depth"] = 3,
            ["num_position_embeddings"] = 25,
            ["deepstack_visual_indexes"] = new JsonArray(2, 0),
            ["hidden_act"] = "gelu_pytorch_tanh",
        },
        ["erf GELU, merging 3 by 3"] = new()
        {
            ["hidden_size"] = 60,
            ["num_heads"] = 3,
            ["patch_size"] = 3,
            ["intermediate_size"] = 50,
            ["depth"] = 2,
            ["num_position_embeddings"] = 49,
            ["spatial_merge_size"] = 3,
            ["temporal_patch_size"] = 1,
            ["deepstack_visual_indexes"] = new JsonArray(0),
            ["hidden_act"] = "gelu",
        },
        ["one head of 72, no merging, no levels"] = new()
        {
            ["hidden_size"] = 72,
            ["num_heads"] = 1,
            ["patch_size"] = 5,
            ["intermediate_size"] = 41,
            ["depth"] = 2,
            ["num_position_embeddings"] = 1,
            ["spatial_merge_size"] = 1,
            ["deepstack_visual_indexes"] = new JsonArray(),
            ["hidden_act"] = "silu",
        },
    };

    public static TheoryData<string, string> Cases => VisionBackends.Times(VisionGolden.Cases);

    public static TheoryData<string> GoldenCases => [.. VisionGolden.Cases];

    public static TheoryData<string, string> Odd => VisionBackends.Times(Shapes.Keys);

    public static TheoryData<string> OddShapes => [.. Shapes.Keys];

    public static TheoryData<string> Backends => [.. VisionBackends.All];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Features_are_Hugging_Faces(string name, string backend)
    {
        GoldenCase golden = GoldenCase.Named(name);
        using LoadedTower loaded = VisionBackends.Load(backend, golden.Config, golden.Folder);
        foreach (VisionGolden run in VisionGolden.Named(name))
        {
            IReadOnlyList<VisionFeatures> features = loaded.Model.GetFeatures(run.Images);
            Compare(run.Features, features.SelectMany(static f => f.Values.ToArray()), Tolerance, "features");
            Assert.All(features, f => Assert.Equal(run.DeepStack.Count, f.DeepStack.Count));
            for (int level = 0; level < run.DeepStack.Count; level++)
            {
                Compare(run.DeepStack[level], features.SelectMany(f => f.DeepStack[level].ToArray()), Tolerance, $"level {level}");
            }
        }
    }

    /// <summary>Matrices and the table of positions in windows of a few rows.</summary>
    [Theory]
    [MemberData(nameof(GoldenCases))]
    public void Features_from_weights_in_windows_are_Hugging_Faces(string name)
    {
        GoldenCase golden = GoldenCase.Named(name);
        using LoadedTower loaded = VisionBackends.Load("Vulkan", golden.Config, golden.Folder, with: static options => (VulkanLoadOptions)options with { LargestWindow = 4 << 10 });
        foreach (VisionGolden run in VisionGolden.Named(name))
        {
            Compare(run.Features, loaded.Model.GetFeatures(run.Images).SelectMany(static f => f.Values.ToArray()), Tolerance, "features");
        }
    }

    [Theory]
    [MemberData(nameof(Odd))]
    public void Other_shapes_compute_what_the_plain_tower_does(string shape, string backend)
    {
        using OddTower tower = new(Shapes[shape]);
        using LoadedTower loaded = VisionBackends.Load(backend, tower.Config, tower.Folder);
        int merge = loaded.Model.Vision.MergeSize;
        VisionInput[] inputs = [tower.Input(1, merge, merge), tower.Input(3, 2 * merge, 5 * merge), tower.Input(1, 4 * merge, 6 * merge), tower.Input(2, merge, 7 * merge)];
        CompareWithPlain(tower, inputs, loaded.Model.GetFeatures(inputs), Tolerance);
    }

    /// <summary>A frame of more rows than a tile, a unit and a call of kernels: nothing depends on where they are cut.</summary>
    [Theory]
    [MemberData(nameof(Backends))]
    public void A_large_frame_and_many_small_ones(string backend)
    {
        using OddTower tower = new(Shapes["seven heads of 4, patches of 6"]);
        using LoadedTower loaded = VisionBackends.Load(backend, tower.Config, tower.Folder);
        VisionInput[] inputs = [tower.Input(1, 16, 18), tower.Input(40, 2, 2)];
        CompareWithPlain(tower, inputs, loaded.Model.GetFeatures(inputs), Tolerance);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void Sixteen_bits_stay_close(string backend)
    {
        foreach ((WeightStorage storage, double tolerance) in (ReadOnlySpan<(WeightStorage, double)>)[(WeightStorage.Float16, 1e-2), (WeightStorage.BFloat16, 6e-2)])
        {
            using OddTower tower = new(Shapes["seven heads of 4, patches of 6"]);
            using LoadedTower loaded = VisionBackends.Load(backend, tower.Config, tower.Folder, storage);
            VisionInput[] inputs = [tower.Input(1, 4, 6)];
            CompareWithPlain(tower, inputs, loaded.Model.GetFeatures(inputs), tolerance);
        }
    }

    /// <summary>Frames do not see each other: a picture alone, and among others, has the same features.</summary>
    [Theory]
    [MemberData(nameof(Backends))]
    public void A_picture_among_others_is_what_it_is_alone(string backend)
    {
        GoldenCase golden = GoldenCase.Named("qwen3_vl");
        using LoadedTower loaded = VisionBackends.Load(backend, golden.Config, golden.Folder);
        IReadOnlyList<VisionInput> images = VisionGolden.Named("qwen3_vl")[0].Images;
        VisionFeatures alone = loaded.Model.GetFeatures([images[0]])[0];
        VisionFeatures among = loaded.Model.GetFeatures([.. images, .. images])[images.Count];
        Compare(alone.Values.ToArray(), among.Values.ToArray(), 1e-6, "features");
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void A_call_tells_how_far_it_is_and_stops_between_blocks(string backend)
    {
        GoldenCase golden = GoldenCase.Named("qwen3_vl");
        using LoadedTower loaded = VisionBackends.Load(backend, golden.Config, golden.Folder);
        IReadOnlyList<VisionInput> images = VisionGolden.Named("qwen3_vl")[0].Images;
        long patches = images.Sum(static image => image.Grid.Patches);
        Reports reports = new();
        loaded.Model.GetFeatures(images, reports);
        Assert.Equal([new(patches, 3 * patches), new(2 * patches, 3 * patches), new(3 * patches, 3 * patches)], reports.Told);

        using CancellationTokenSource source = new();
        Reports stopping = new() { Source = source };
        Assert.ThrowsAny<OperationCanceledException>(() => loaded.Model.GetFeatures(images, stopping, source.Token));
        Assert.Single(stopping.Told);
        loaded.Model.GetFeatures(images); // and the next call is whole again
    }

    /// <summary>Other vector widths and any number of threads: the latter to the bit.</summary>
    [Theory]
    [MemberData(nameof(OddShapes))]
    public void Vectors_of_other_widths_and_other_threads_compute_the_same(string shape)
    {
        using OddTower tower = new(Shapes[shape]);
        int merge = Shapes[shape].TryGetValue("spatial_merge_size", out JsonNode? size) ? size.GetValue<int>() : 2;
        VisionInput[] inputs = [tower.Input(2, 3 * merge, 5 * merge)];
        foreach (CpuKernels kernels in (CpuKernels[])[new CpuKernels<Vector512<float>, Lanes512>(), new CpuKernels<Vector256<float>, Lanes256>(), new CpuKernels<Vector128<float>, Lanes128>()])
        {
            float[][] results = [.. ((int[])[1, 3]).Select(threads =>
            {
                using CpuModel model = CompiledModel.Load(tower.Config, tower.Folder, new CpuLoadOptions { Kernels = kernels, Threads = threads });
                IReadOnlyList<VisionFeatures> features = ((IVisionModel)model).GetFeatures(inputs);
                CompareWithPlain(tower, inputs, features, Tolerance);
                return features[0].Values.ToArray();
            })];
            Assert.Equal(results[0], results[1]);
        }
    }

    /// <summary>The plain tower is right on the goldens, so it can judge other shapes.</summary>
    [Theory]
    [InlineData("qwen3_vl")]
    [InlineData("qwen3_vl_moe_batch")]
    public void The_plain_tower_is_Hugging_Faces(string name)
    {
        GoldenCase golden = GoldenCase.Named(name);
        using Checkpoint weights = Checkpoint.Open(golden.Folder);
        PlainTower plain = new(golden.Config, weights);
        foreach (VisionGolden run in VisionGolden.Named(name))
        {
            IReadOnlyList<double[][]>[] results = [.. run.Images.Select(plain.Run)];
            Compare(run.Features, results.SelectMany(static result => Flat(result[0])), 1e-5, "features");
            for (int level = 0; level < run.DeepStack.Count; level++)
            {
                Compare(run.DeepStack[level], results.SelectMany(result => Flat(result[1 + level])), 1e-5, $"level {level}");
            }
        }
    }

    private static void CompareWithPlain(OddTower tower, VisionInput[] inputs, IReadOnlyList<VisionFeatures> features, double tolerance)
    {
        using Checkpoint weights = Checkpoint.Open(tower.Folder);
        PlainTower plain = new(tower.Config, weights);
        for (int i = 0; i < inputs.Length; i++)
        {
            IReadOnlyList<double[][]> wanted = plain.Run(inputs[i]);
            Assert.Equal(wanted.Count, 1 + features[i].DeepStack.Count);
            Compare([.. Flat(wanted[0])], features[i].Values.ToArray(), tolerance, $"features of {inputs[i].Grid}");
            for (int level = 1; level < wanted.Count; level++)
            {
                Compare([.. Flat(wanted[level])], features[i].DeepStack[level - 1].ToArray(), tolerance, $"level {level - 1} of {inputs[i].Grid}");
            }
        }
    }

    private static void Compare(float[] theirs, IEnumerable<float> ours, double tolerance, string what) => Comparison.AssertClose([.. ours], theirs, tolerance, what);

    private static IEnumerable<float> Flat(double[][] rows) => rows.SelectMany(static row => row).Select(static value => (float)value);

    private sealed class Reports : IProgress<VisionProgress>
    {
        public List<VisionProgress> Told { get; } = [];

        public CancellationTokenSource? Source { get; init; }

        public void Report(VisionProgress value)
        {
            Told.Add(value);
            Source?.Cancel();
        }
    }
}
