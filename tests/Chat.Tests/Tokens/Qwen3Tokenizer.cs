using System;
using System.IO;
using System.IO.Compression;
using Modelwright.Runtime;
using Modelwright.Tests;

namespace Modelwright.Chat.Tests;

/// <summary>The tokenizer that Qwen3 was published with.</summary>
internal static class Qwen3Tokenizer
{
    private static readonly Lazy<HuggingFaceTokenizer> Loaded = new(Load);

    public static HuggingFaceTokenizer Instance => Loaded.Value;

    private static HuggingFaceTokenizer Load()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("modelwright-chat-");
        try
        {
            string path = Path.Combine(folder.FullName, HuggingFaceTokenizer.FileName);
            using (FileStream packed = File.OpenRead(Path.Combine(Repository.Root, "tests", "goldens", "tokenizer_qwen3", "tokenizer.json.gz")))
            using (GZipStream unpacked = new(packed, CompressionMode.Decompress))
            using (FileStream file = File.Create(path))
            {
                unpacked.CopyTo(file);
            }

            return HuggingFaceTokenizer.Load(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
