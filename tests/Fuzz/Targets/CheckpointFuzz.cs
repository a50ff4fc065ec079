using System;
using System.IO;
using System.Linq;
using Modelwright.Runtime;

namespace Modelwright.Fuzz;

/// <summary>Safetensors headers and indexes.</summary>
public class CheckpointFuzz
{
    private const string SmallHeader = """
        {"__metadata__":{"format":"pt"},"model.a.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"model.b.weight":{"dtype":"BF16","shape":[4],"data_offsets":[24,32]},"empty":{"dtype":"I64","shape":[0,7],"data_offsets":[32,32]},"packed":{"dtype":"F4","shape":[4],"data_offsets":[32,34]}}
        """;

    private const string SmallIndex = """{"metadata":{"total_size":34},"weight_map":{"model.a.weight":"one.safetensors","model.b.weight":"one.safetensors","c":"two.safetensors"}}""";

    private static readonly WeightManifest Manifest = new(
        [WeightSlot.Of("a", WeightKind.Matrix, "model.a.weight", [2, 3]), WeightSlot.Of("b", WeightKind.Vector, "model.b.weight", [4])], []);

    [Fact]
    public void Header()
    {
        using FuzzedFile file = new("model.safetensors");
        FuzzRun.Run([Seeds.Safetensors(SmallHeader, 34), .. Seeds.Of("cases", "*.safetensors")], bytes => Read(file.Write(bytes)), static e => e is CheckpointException);
    }

    [Fact]
    public void ShardIndex()
    {
        using FuzzedFile shard = new("one.safetensors");
        string folder = Path.GetDirectoryName(shard.Write(Seeds.Safetensors(SmallHeader, 34)))!;
        string index = Path.Combine(folder, "model.safetensors.index.json");
        FuzzRun.Run(
            [System.Text.Encoding.UTF8.GetBytes(SmallIndex), .. Seeds.Of("goldens", "model.safetensors.index.json")],
            bytes =>
            {
                File.WriteAllBytes(index, bytes);
                Read(folder);
            },
            static e => e is CheckpointException);
    }

    /// <summary>Whatever is accepted can be read to the last byte, and compared with a model.</summary>
    private static void Read(string path)
    {
        using Checkpoint checkpoint = Checkpoint.Open(path);
        Manifest.Verify(checkpoint).ToString();
        foreach (string name in checkpoint.Names)
        {
            try
            {
                byte[] bytes = checkpoint[name].ToBytes();
                Assert.Equal(checkpoint[name].ByteLength, bytes.Length);
                Assert.True(checkpoint[name].Format == ElementFormat.Unknown || checkpoint[name].ElementCount * checkpoint[name].Format.SizeInBits() == 8L * bytes.Length);
            }
            catch (Exception e) when (e is ShardMissingException or CheckpointHeaderException { Fault: CheckpointHeaderFault.IndexMismatch })
            {
                // An index may name what is not there: that is said when it is asked for.
            }
        }
    }
}
