using System.Linq;

namespace Modelwright.IR.Tests;

/// <summary>The config that stands beside a saved checkpoint.</summary>
public sealed class SavedConfigTests
{
    [Fact]
    public void It_is_what_was_read_with_the_class_that_is_compiled()
    {
        string json = ConfigBinder.Bind(
            """
            { "model_type":"qwen3","architectures":["Qwen3ForCausalLM"], "torch_dtype": "bfloat16", "num_labels": 3,
              "rms_norm_eps": 1e-6, "finetuning_task": "a \"b\" \u00e4\\", "layer_types": null, "id2label": {} }
            """,
            head: "SequenceClassification").Spec!.Json;

        Assert.Equal(
            """
            {
              "model_type": "qwen3",
              "architectures": [
                "Qwen3ForSequenceClassification"
              ],
              "num_labels": 3,
              "rms_norm_eps": 1e-6,
              "finetuning_task": "a \"b\" \u00e4\\",
              "layer_types": null,
              "id2label": {},
              "dtype": "auto"
            }
            """,
            json);
    }

    [Fact]
    public void Types_of_weights_are_unknown_in_every_part_that_names_one()
    {
        string json = ConfigBinder.Bind("""{ "model_type": "qwen3_vl", "dtype": "float16", "a~": 1, "text_config": { "hidden_size": 3584, "dtype": "float32" }, "vision_config": { "depth": 25 } }""").Spec!.Json;

        Assert.Equal(
            """
            {
              "model_type": "qwen3_vl",
              "dtype": "auto",
              "a~": 1,
              "text_config": {
                "hidden_size": 3584,
                "dtype": "auto"
              },
              "vision_config": {
                "depth": 25
              },
              "architectures": [
                "Qwen3VLForConditionalGeneration"
              ]
            }
            """,
            json);
    }

    [Fact]
    public void It_is_read_as_the_same_model()
    {
        foreach (string name in (string[])["qwen3_next", "qwen3_5_moe", "qwen3_vl_moe", "qwen3_5_text_sequenceclassification"])
        {
            BindResult first = ConfigBinder.Bind(TestFiles.Golden(name));
            BindResult second = ConfigBinder.Bind(first.Spec!.Json);
            Assert.Equal(first.Spec.Json, second.Spec!.Json);
            Assert.Equal(first.Spec with { StoredType = null, Json = "" }, second.Spec with { StoredType = null, Json = "" });
            Assert.Equal(first.Messages, second.Messages);
        }
    }

    [Theory]
    [InlineData("", 0, 0.02)]
    [InlineData("\"attention_dropout\": 0.25, \"initializer_range\": 0.5", 0.25, 0.5)]
    [InlineData("\"attention_dropout\": null, \"initializer_range\": null", 0, 0.02)]
    public void Training_has_its_keys(string keys, double dropout, double range) => Assert.Equal(new TrainingSpec(dropout, range), Binding.Of("qwen3", keys).Spec.Training);

    [Fact]
    public void Dropouts_stand_in_the_graph_and_in_no_backend_that_does_not_train()
    {
        ModelSpec spec = ConfigBinder.Bind("""{ "model_type": "qwen3", "attention_dropout": 0.25, "num_hidden_layers": 1, "classifier_dropout": 0.5 }""", head: "TokenClassification").Spec!;
        Tower tower = ModelLowering.Lower(spec).Text;
        Assert.Equal([0.25], tower.Kinds.SelectMany(static kind => kind.Body.Nodes).Select(static node => node.Op).OfType<Attention>().Select(static op => op.Dropout));
        Block exit = tower.Exits.Single();
        Assert.Equal([0.5], exit.Body.Nodes.Select(static node => node.Op).OfType<Dropout>().Select(static op => op.Rate));
        Assert.DoesNotContain(new IgnoreDropout().Run(exit.Body).Nodes, static node => node.Op is Dropout);
    }
}
