using System.Linq;

namespace Modelwright.IR.Tests;

/// <summary>The keys of heads, and which head stands on a model.</summary>
public sealed class HeadBindingTests
{
    [Theory]
    [InlineData("qwen3", "Model, CausalLM, SequenceClassification, TokenClassification, QuestionAnswering")]
    [InlineData("qwen3_moe", "Model, CausalLM, SequenceClassification, TokenClassification, QuestionAnswering")]
    [InlineData("qwen3_next", "Model, CausalLM, SequenceClassification, TokenClassification, QuestionAnswering")]
    [InlineData("qwen3_5_text", "Model, CausalLM, SequenceClassification")]
    [InlineData("qwen3_5_moe_text", "Model, CausalLM")]
    [InlineData("qwen3_5", "Model, CausalLM, SequenceClassification, TokenClassification")]
    [InlineData("qwen3_5_moe", "Model, CausalLM")]
    [InlineData("qwen3_vl", "Model, CausalLM")]
    [InlineData("qwen3_vl_moe", "Model, CausalLM")]
    public void Each_family_has_its_heads(string modelType, string words)
    {
        foreach (string wanted in (string[])["Nonsense", .. Head.All.Select(static head => head.Word).Where(word => !words.Split(", ").Contains(word))])
        {
            CompilerMessage message = Assert.Single(ConfigBinder.Bind($$"""{ "model_type": "{{modelType}}" }""", wanted).Messages, static message => message.Id == MessageId.UnknownHead);
            Assert.Equal([wanted, modelType, words], message.Arguments.Skip(1));
        }

        foreach (string word in words.Split(", "))
        {
            Assert.DoesNotContain(ConfigBinder.Bind($$"""{ "model_type": "{{modelType}}" }""", word).Messages, static message => message.Id == MessageId.UnknownHead);
        }
    }

    [Fact]
    public void A_saved_model_keeps_the_class_that_its_file_names()
    {
        // The text class of a file of the whole is another name for the same head.
        string whole = Bind("qwen3_5", "\"architectures\": [\"Qwen3_5ForCausalLM\"], \"text_config\": {}", head: "").Spec!.Json;
        string usual = Bind("qwen3", "\"architectures\": [\"Nothing\", \"Qwen3ForTokenClassification\"]", head: "CausalLM").Spec?.Json ?? "";

        Assert.Contains("\"Qwen3_5ForCausalLM\"", whole, System.StringComparison.Ordinal);
        Assert.DoesNotContain("\"Qwen3_5ForConditionalGeneration\"", whole, System.StringComparison.Ordinal);
        Assert.True(usual.Length == 0 || usual.Contains("\"Qwen3ForCausalLM\"", System.StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SequenceClassification", "", false, null, 0)]
    [InlineData("SequenceClassification", "\"problem_type\": \"multi_label_classification\", \"classifier_dropout\": 0.5", false, "MultiLabel", 0)]
    [InlineData("SequenceClassification", "\"problem_type\": \"regression\"", false, "Regression", 0)]
    [InlineData("SequenceClassification", "\"problem_type\": null", false, null, 0)]
    [InlineData("TokenClassification", "\"problem_type\": \"regression\"", true, null, 0.1)]
    [InlineData("TokenClassification", "\"token_classification_bias\": false, \"hidden_dropout\": 0.25", false, null, 0.25)]
    [InlineData("TokenClassification", "\"classifier_dropout\": 0, \"hidden_dropout\": 0.25", true, null, 0)]
    public void Labels_have_their_keys(string head, string keys, bool bias, string? problem, double dropout)
    {
        LabelSpec labels = Bind("qwen3", keys, head).Spec!.Labels!;

        Assert.Equal(["LABEL_0", "LABEL_1"], labels.Names);
        Assert.Equal((bias, problem, dropout), (labels.Bias, labels.Problem?.ToString(), labels.Dropout));
    }

    [Theory]
    [InlineData("\"id2label\": { \"1\": \"b\", \"0\": \"a\" }", "a b", "")]
    [InlineData("\"id2label\": { \"1\": \"b\", \"0\": \"a\" }, \"num_labels\": 2", "a b", "")]
    [InlineData("\"id2label\": { \"1\": \"b\", \"0\": \"a\" }, \"num_labels\": 3", "a b", "OverriddenKey /num_labels: 3, id2label, 2 labels")]
    [InlineData("\"id2label\": {}, \"num_labels\": 1", "LABEL_0", "")]
    [InlineData("\"id2label\": { \"0\": \"a\", \"2\": \"c\" }", null, "WrongType /id2label: an object without '1', names for the numbers 0 to 1")]
    [InlineData("\"id2label\": { \"0\": 5, \"1\": \"b\" }", null, "WrongType /id2label/0: 5, text in double quotes")]
    [InlineData("\"num_labels\": 0", null, "OutOfRange /num_labels: 0, 1, 16777216")]
    public void Labels_are_named_or_counted(string keys, string? names, string message)
    {
        BindResult result = Bind("qwen3", keys, "SequenceClassification");

        Assert.Equal(message.Length == 0 ? [] : [message], result.Messages.Select(static m => $"{m.Id} {m.Pointer}: {string.Join(", ", m.Arguments.Skip(1))}"));
        Assert.Equal(names, result.Spec is ModelSpec spec ? string.Join(' ', spec.Labels!.Names) : null);
    }

    [Fact]
    public void Labels_of_a_text_alone_read_its_last_token_and_ask_what_kind_they_are()
    {
        Assert.Equal([Head.SequenceClassification], Head.All.Where(static head => head.ReadsLastToken));
        Assert.Equal([Head.SequenceClassification], Head.All.Where(static head => head.Loss is { AsksProblem: true }));
    }

    [Fact]
    public void Another_head_is_not_tied_and_trains_no_router()
    {
        const string Keys = "\"tie_word_embeddings\": true, \"output_router_logits\": true";
        ModelSpec spec = Bind("qwen3_moe", Keys, "Model").Spec!;
        ModelSpec language = Bind("qwen3_moe", Keys, "").Spec!;

        Assert.Equal((false, false), (spec.TiedEmbeddings, spec.Experts!.OutputRouterLogits));
        Assert.Equal((true, true), (language.TiedEmbeddings, language.Experts!.OutputRouterLogits));
        Assert.Null(spec.Labels);
    }

    private static BindResult Bind(string modelType, string keys, string head) =>
        ConfigBinder.Bind($$"""{ "model_type": "{{modelType}}"{{(keys.Length == 0 ? "" : ", " + keys)}} }""", head);
}
