using System.Linq;
using Modelwright.IR;
using Modelwright.IR.Tests;

namespace Modelwright.Backends.Tests;

/// <summary>What is written for every backend: constants of the config, tokens, labels, what the project says, and which names are taken.</summary>
public class ModelTextTests
{
    private static readonly ClassFace Face = new("a target", "A remark.", "Base", "Options", "Loads.", "load", static options => $"Plan({options})");

    /// <summary>A window is a constant where a layer slides: a config may have one that no layer uses.</summary>
    [Fact]
    public void A_window_that_no_layer_has_is_no_constant()
    {
        string sliding = ConfigConstants.Emit(Job(TinySpecs.Dense)).Text;

        Assert.Contains("/// <summary>Columns a sliding layer sees (<c>sliding_window</c>).</summary>", sliding);
        Assert.Contains("public const int SlidingWindow = 5;", sliding);
        Assert.DoesNotContain("SlidingWindow", ConfigConstants.Emit(Job(TinySpecs.Dense with { Layers = [TinySpecs.Dense.Layers[0]] })).Text);
    }

    [Fact]
    public void Labels_that_would_be_one_name_are_numbered()
    {
        ModelSpec spec = TinySpecs.Dense with { Head = Head.SequenceClassification, Labels = new LabelSpec(["a b", "a-b", "A B", "class"], Bias: false, Problem: null, Dropout: 0) };
        string[] lines = [.. HeadText.Emit(Job(spec)).Single().Text.Split('\n').Select(static line => line.Trim())];

        Assert.Equal(["AB = 0,", "AB_2 = 1,", "AB_3 = 2,", "Class = 3,"], lines.Where(static line => line.EndsWith(',')));
    }

    [Fact]
    public void What_the_project_says_is_the_default()
    {
        ModelJob silent = Job(TinySpecs.Dense), said = silent with { Defaults = new ClassDefaults(MaxContext: 10, MaxBatch: 3, StorageFormat.Find("int8")) };

        Assert.Contains("Memory(int batch = 1, int context = 0, Options? options = null)", MainText.Emit(silent, Face).Text);
        Assert.Contains("Memory(int batch = 3, int context = 0, Options? options = null)", MainText.Emit(said, Face).Text);
        Assert.Contains("Sequences that advance together.</param>", MainText.Emit(silent, Face).Text);
        Assert.Contains("Sequences that advance together; as many as the project allows unless told otherwise.</param>", MainText.Emit(said, Face).Text);
        Assert.DoesNotContain("Defaults", ModelFacts.Info(silent));
        Assert.Contains("    Defaults = new() { MaxContext = 10, MaxBatch = 3, Storage = global::Modelwright.Runtime.WeightStorage.Int8 }, // of the project\n", ModelFacts.Info(said));
        Assert.Contains("    Defaults = new() { MaxBatch = 2 }, // of the project\n", ModelFacts.Info(silent with { Defaults = new ClassDefaults(MaxBatch: 2) }));
    }

    /// <summary>The config's constants are the first tower's; another has its own numbers, and experts are no part of it.</summary>
    [Fact]
    public void A_second_tower_has_its_own_numbers()
    {
        Module next = ModelLowering.Lower(TinySpecs.Next);
        Tower second = next.Text with { Name = "second", Layers = [0, 1] };
        Module both = next with { Towers = [next.Text, second] };
        const string New = "new global::Modelwright.Runtime.TowerInfo";

        Assert.StartsWith(New + "(\"text\", Config.HiddenSize, Config.LayerCount, Exits: [new(\"logits\", Width: 131)]) { Experts = new(Count: 12, PerToken: 3, Layers: [0, 1, 2], ", ModelFacts.Tower(both, next.Text));
        Assert.Equal(New + "(\"second\", 72, 2, Exits: [new(\"logits\", Width: 131)])", ModelFacts.Tower(both, second));
    }

    [Theory]
    [InlineData("", "Model", "private", "Layers")]
    [InlineData("OnCpu", "OnCpu", "internal", "OnCpu.Layers")]
    public void Members_of_a_part_are_the_class_around_its_own(string part, string type, string accessibility, string member)
    {
        ModelJob job = Job(TinySpecs.Dense) with { Part = part };

        Assert.Equal((type, accessibility, member), (job.TypeName, job.Own, job.Qualified("Layers")));
    }

    [Theory]
    [InlineData("Config", true)]
    [InlineData("Config2", true)]
    [InlineData("Config2x", false)]
    [InlineData("DecodeFullAttentionDense", true)]
    [InlineData("RunVisionBlock", true)]
    [InlineData("MyExpertsLayer", true)]
    [InlineData("ModelVisualModules", true)]
    [InlineData("ExpertsLayers", false)]
    [InlineData("Qwen3", false)]
    [InlineData("config", false)]
    public void Names_that_generated_code_uses_are_taken(string name, bool taken) => Assert.Equal(taken, ReservedNames.Contains(name));

    [Theory]
    [InlineData(new int[0], null)]
    [InlineData(new[] { 2 }, "Ends a text")]
    [InlineData(new[] { 2, 5 }, "The first of those that end a text")]
    public void Tokens_that_end_a_text(int[] ends, string? meaning)
    {
        string text = TokensText.Emit(Job(TinySpecs.Dense with { Tokens = new SpecialTokens(Beginning: null, [.. ends], Padding: null) })).Text;

        Assert.Contains($"ReadOnlySpan<int> Ends => [{string.Join(", ", ends)}];", text);
        Assert.Equal(meaning is null ? 0 : 1, text.Split("public const int End = 2;").Length - 1);
        Assert.Contains(meaning is null ? "class Tokens\n" : $"/// <summary>{meaning} (<c>eos_token_id</c>).</summary>\n", text);
        Assert.DoesNotContain("Image", text);
    }

    [Theory]
    [InlineData("Image", 120, "Stands for one feature of a picture (<c>image_token_id</c>)")]
    [InlineData("Video", 121, "Stands for one feature of a clip (<c>video_token_id</c>)")]
    [InlineData("VisionStart", 122, "Stands before a picture or a frame (<c>vision_start_token_id</c>)")]
    [InlineData("VisionEnd", 123, "Stands after a picture or a frame (<c>vision_end_token_id</c>)")]
    public void Tokens_for_pictures(string name, int token, string meaning)
    {
        string[] lines = [.. TokensText.Emit(Job(TinySpecs.Dense with { MediaTokens = new MediaTokens(120, 121, 122, 123) })).Text.Split('\n').Select(static line => line.Trim())];

        Assert.Equal($"public const int {name} = {token};", lines[System.Array.IndexOf(lines, $"/// <summary>{meaning}.</summary>") + 1]);
    }

    private static ModelJob Job(ModelSpec spec) => new("Generated", "Model", "public", "config.json", spec);
}
