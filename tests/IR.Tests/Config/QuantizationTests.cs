namespace Modelwright.IR.Tests;

/// <summary>Whether a quantised checkpoint has its columns in another order than they were quantised in.</summary>
public sealed class QuantizationTests
{
    [Theory]
    [InlineData("null", false)]
    [InlineData("{ \"quant_method\": \"gptq\" }", false)]
    [InlineData("{ \"quant_method\": \"gptq\", \"desc_act\": null }", false)]
    [InlineData("{ \"quant_method\": \"gptq\", \"desc_act\": false }", false)]
    [InlineData("{ \"quant_method\": \"gptq\", \"desc_act\": true }", true)]
    [InlineData("{ \"quant_method\": \"awq\", \"desc_act\": true }", false)]
    [InlineData("{ \"quant_method\": \"fp8\" }", false)]
    public void GPTQ_says_so(string value, bool reorders) => Assert.Equal(reorders, Reorders(value));

    [Theory]
    [InlineData("{}", false)]
    [InlineData("{ \"group_0\": {} }", false)]
    [InlineData("{ \"group_0\": { \"weights\": {} } }", false)]
    [InlineData("{ \"group_0\": { \"weights\": { \"actorder\": null } } }", false)]
    [InlineData("{ \"group_0\": { \"weights\": { \"actorder\": false } } }", false)]
    [InlineData("{ \"group_0\": { \"weights\": { \"actorder\": true } } }", true)]
    [InlineData("{ \"group_0\": { \"weights\": { \"actorder\": \"weight\" } } }", false)]
    [InlineData("{ \"group_0\": { \"weights\": { \"actorder\": \"static\" } } }", false)]
    [InlineData("{ \"group_0\": { \"weights\": { \"actorder\": \"group\" } } }", true)]
    [InlineData("{ \"group_0\": { \"weights\": { \"actorder\": \"dynamic\" } } }", true)]
    [InlineData("{ \"group_0\": {}, \"group_1\": { \"weights\": { \"actorder\": \"group\" } } }", true)]
    public void So_does_a_group_of_compressed_tensors(string groups, bool reorders) =>
        Assert.Equal(reorders, Reorders($$"""{ "quant_method": "compressed-tensors", "config_groups": {{groups}} }"""));

    private static bool Reorders(string value) => Binding.Of("qwen3", $"\"quantization_config\": {value}").Spec.ReordersColumns;
}
