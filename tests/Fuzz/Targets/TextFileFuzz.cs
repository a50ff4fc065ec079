using System.IO;
using System.Linq;
using Modelwright.Runtime;
using Modelwright.Runtime.Templating;

namespace Modelwright.Fuzz;

/// <summary>The files beside the weights.</summary>
public class TextFileFuzz
{
    [Fact]
    public void GenerationConfig()
    {
        using FuzzedFile file = new(GenerationDefaults.FileName);
        FuzzRun.Run(
            [.. Seeds.Of("cases/generation-settings", "*.json"), .. Seeds.Of("cases/side-files", GenerationDefaults.FileName)],
            bytes => GenerationDefaults.Load(file.Write(bytes)),
            static e => e is GenerationConfigException);
    }

    [Fact]
    public void Tokenizer()
    {
        using FuzzedFile file = new(HuggingFaceTokenizer.FileName);
        FuzzRun.Run(
            [.. Seeds.Of("goldens/tokenizer", HuggingFaceTokenizer.FileName), .. Seeds.Of("cases/u-fffe", HuggingFaceTokenizer.FileName)],
            bytes =>
            {
                HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.Load(file.Write(bytes));
                int[] tokens = tokenizer.Encode("Hello, wörld \U0001F600<|end|> 123  x\n");
                Assert.All(tokens, token => Assert.InRange(token, 0, tokenizer.VocabularySize - 1));
                tokenizer.Decode(tokens);
                tokenizer.Decode([-1, int.MaxValue, 0]);
            },
            static e => e is TokenizerException);
    }

    [Fact]
    public void ProcessorConfigs()
    {
        using FuzzedFile file = new(ImageProcessorOptions.FileName);
        const string config = """
            {"size":{"longest_edge":16777216,"shortest_edge":65536},"patch_size":16,"temporal_patch_size":2,"merge_size":2,"image_mean":[0.5,0.5,0.5],"image_std":[0.5,0.5,0.5],
             "resample":3,"do_resize":true,"rescale_factor":0.00392,"fps":2,"min_frames":4,"max_frames":768,"video_processor":{"num_frames":6,"fps":null}}
            """;
        FuzzRun.Run(
            [System.Text.Encoding.UTF8.GetBytes(config)],
            bytes =>
            {
                string path = file.Write(bytes);
                VideoProcessorOptions.Load(path);
                ImageProcessorOptions.Load(path);
            },
            static e => e is ProcessorConfigException);
    }

    [Fact]
    public void ChatTemplateOfATokenizerConfig()
    {
        using FuzzedFile file = new("tokenizer_config.json");
        const string config = """
            {"bos_token":null,"eos_token":{"content":"<|im_end|>","lstrip":false},"added_tokens_decoder":{"1":{"content":"<|im_start|>"}},"chat_template":"{% for m in messages %}{{ '<|im_start|>' + m.role + '\n' + m['content']|trim }}{% if not loop.last %}{{ eos_token }}{% endif %}{% endfor %}{{ namespace(a=1).a * 2 }}"}
            """;
        ChatTemplateInput input = new()
        {
            Messages = [TemplateValue.Parse("""{"role":"user","content":" Hello "}"""), TemplateValue.Parse("""{"role":"assistant","content":"x"}""")],
            Limits = new TemplateLimits { OutputCharacters = 1 << 20, Work = 1 << 24 },
        };
        FuzzRun.Run([System.Text.Encoding.UTF8.GetBytes(config)], bytes => ChatTemplate.Load(file.Write(bytes)).Render(input), static e => e is ChatTemplateException);
    }
}
