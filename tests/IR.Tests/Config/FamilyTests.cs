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
}
