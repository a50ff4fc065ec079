using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using Modelwright.Generator.Tests;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.TorchSharp;
using Modelwright.Runtime.Vulkan;
using TorchSharp;

namespace Modelwright.Conformance.Tests;

/// <summary>The sample's checkpoint says of its pictures what it says in Hugging Face transformers.</summary>
public class CaptionsTests
{
    private static readonly string Folder = Path.Combine(TestConfigs.Repository, "samples", "Captions");

    [Theory]
    [InlineData("Vulkan")]
    [InlineData("TorchSharp")]
    [InlineData("Cpu")]
    public async Task Captions_are_Hugging_Faces(string backend)
    {
        using IVisionLanguageModel model = Load(backend, Path.Combine(Folder, "model"));
        using JsonDocument captions = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "examples", "captions.json")));
        int compared = 0;
        foreach (JsonProperty example in captions.RootElement.EnumerateObject())
        {
            Prompt prompt = new()
            {
                "<|im_start|>user\n", Image.FromFile(Path.Combine(Folder, "examples", example.Name)), "Describe the image.<|im_end|>\n<|im_start|>assistant\n",
            };

            Assert.Equal(example.Value.GetProperty("model").GetString(), await Read(model.GenerateTextAsync(prompt, new GenerationOptions { MaxTokens = 40 })));
            compared++;
        }

        Assert.NotEqual(0, compared);
    }

    private static IVisionLanguageModel Load(string backend, string checkpoint)
    {
        string config = File.ReadAllText(Path.Combine(checkpoint, "config.json"));
        return backend switch
        {
            "TorchSharp" => (IVisionLanguageModel)CompiledModel.Load(config, checkpoint, new TorchLoadOptions { Device = torch.CPU, Storage = WeightStorage.Float32 }),
            "Cpu" => (IVisionLanguageModel)CompiledModel.Load(config, checkpoint, new CpuLoadOptions()),
            _ => (IVisionLanguageModel)CompiledModel.Load(config, checkpoint, new VulkanLoadOptions { Validation = true }),
        };
    }

    private static async Task<string> Read(IAsyncEnumerable<string> pieces)
    {
        string text = "";
        await foreach (string piece in pieces)
        {
            text += piece;
        }

        return text;
    }
}
