using System;
using System.Linq;

namespace Modelwright.IR.Tests;

public class FamilyTests
{
    [Fact]
    public void A_family_that_differs_in_names_is_an_entry_and_no_code()
    {
        CheckpointLayout layout = new("language.decoder.", "language.head.weight", ["vision."]);
        Qwen3NextBinder binder = new(new Family("qwen3_other", "OtherForCausalLM", layout));
        JsonObject json = Assert.IsType<JsonObject>(Assert.IsType<JsonReadResult.Read>(JsonReader.Read("""{ "num_hidden_layers": 4 }""")).Value);

        ModelSpec spec = binder.Bind(new ConfigReader(json, JsonPointer.Root, path: "", new MessageList()))!;

        Assert.Equal("qwen3_other", spec.ModelType);
        Assert.False(spec.Norm.ZeroCentred);
        string[] keys =
        [
            .. ModelLowering.Lower(spec).Text.Blocks.SelectMany(static block => block.Body.Nodes).Select(static node => node.Op).OfType<Weight>()
                .SelectMany(static weight => weight.Slot.Alternatives).SelectMany(static way => way.Sources).Select(static source => source.Key),
        ];
        Assert.Contains("language.head.weight", keys);
        Assert.All(keys, static key => Assert.True(key == "language.head.weight" || key.StartsWith("language.decoder.", StringComparison.Ordinal), key));
    }

    /// <summary>Classes in <c>architectures</c>, the usual one first; a text model's own where it may be taken alone.</summary>
    [Theory]
    [InlineData("qwen3_5_text", "Qwen3_5ForCausalLM Qwen3_5TextModel Qwen3_5TextForSequenceClassification")]
    [InlineData("qwen3_5_moe_text", "Qwen3_5MoeForCausalLM Qwen3_5MoeTextModel")]
    [InlineData("qwen3_5", "Qwen3_5ForConditionalGeneration Qwen3_5Model Qwen3_5ForSequenceClassification Qwen3_5ForTokenClassification Qwen3_5ForCausalLM Qwen3_5TextModel Qwen3_5TextForSequenceClassification")]
    [InlineData("qwen3_5_moe", "Qwen3_5MoeForConditionalGeneration Qwen3_5MoeModel Qwen3_5MoeForCausalLM Qwen3_5MoeTextModel")]
    [InlineData("qwen3_vl", "Qwen3VLForConditionalGeneration Qwen3VLModel")]
    [InlineData("qwen3_vl_moe", "Qwen3VLMoeForConditionalGeneration Qwen3VLMoeModel")]
    public void A_family_knows_its_classes(string modelType, string classes) =>
        Assert.Equal(classes, string.Join(' ', FamilyBinder.All.Single(family => family.Family.ModelType == modelType).Classes));

    [Fact]
    public void Norms_are_zero_centred_where_there_is_a_delta_rule() => Assert.Equal(
        ["qwen3_next", "qwen3_5_text", "qwen3_5_moe_text"],
        FamilyBinder.All.Where(static family => family.Family.ZeroCentredNorms).Select(static family => family.Family.ModelType));

    [Theory]
    [InlineData("\"num_local_experts\": 16", 16)]
    [InlineData("\"num_local_experts\": 16, \"num_experts\": 32", 16)]
    public void Text_models_that_see_have_two_names_for_the_number_of_experts(string keys, int count) =>
        Assert.Equal(count, Binding.Of("qwen3_vl_moe", $"\"text_config\": {{ {keys}, \"hidden_size\": 3584 }}").Spec.Experts!.Count);
}
