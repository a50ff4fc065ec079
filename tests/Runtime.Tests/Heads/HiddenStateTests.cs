using System;
using System.Linq;

namespace Modelwright.Runtime.Tests;

/// <summary>What a model without a head gives of a batch, and what a batch must be for it.</summary>
public sealed class HiddenStateTests
{
    private static readonly int[] Tokens = [1, 2, 3, 4, 5, 6];
    private static readonly TokenBatch Batch = TokenBatch.Masked([[1, 2, 3], [4, 5, 6]]);

    /// <summary>The embeddings, what the first of two layers leaves, and the last state; nothing else is computed.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void States_of_every_layer_where_they_are_wanted(bool everyLayer)
    {
        using LayeredModel model = new(experts: null, exit: LayeredModel.Width);

        HiddenStateOutput output = model.Compute(Batch, everyLayer);

        float[] last = LayeredModel.Values(0, Tokens, LayeredModel.Width);
        float[][] between = [LayeredModel.Values(10, Tokens, LayeredModel.Width), LayeredModel.Values(11, Tokens, LayeredModel.Width)];
        Assert.Equal(last, output.Last);
        Assert.Equal(everyLayer ? [.. between, last] : [], output.Layers);
        Assert.All(model.Wanted, wanted => Assert.Equal(everyLayer ? 3 : 1, wanted));
    }

    [Fact]
    public void Embeddings_have_the_models_width()
    {
        using LayeredModel model = new(experts: null);
        using IModelSession session = HeadRunner.Begin(model, TokenBatch.Embedded(new float[12], count: 2, columns: 3));

        Assert.Equal((2, 3, 0), (session.BatchSize, session.Capacity, model.Disposed));
        ArgumentException e = Assert.Throws<ArgumentException>("batch", () => HeadRunner.Begin(model, TokenBatch.Embedded(new float[18], count: 2, columns: 3)));
        Assert.StartsWith("Embeddings have 3 numbers a column; wanted 2, the model's width.", e.Message, StringComparison.Ordinal);
        Assert.Equal(1, model.Disposed); // what is refused keeps no memory
    }

    [Fact]
    public void A_text_of_the_tokenizers_own_tokens_alone_is_empty()
    {
        using ColumnModel model = new(2, static _ => [0, 1], new LabelSet(["a", "b"], null), tokenizer: new FramedTokenizer());

        Assert.StartsWith("A text is empty; wanted one token or more.", Assert.Throws<ArgumentException>(() => model.Label([""])).Message, StringComparison.Ordinal);
    }

    /// <summary>Spellings of special tokens in a text are letters, unless the options say otherwise; those in a text that is to be foreseen always are.</summary>
    [Fact]
    public void Special_tokens_are_spelled_where_they_may_be()
    {
        using ColumnModel model = new(256, static tokens => [.. Enumerable.Range(0, 256).Select(id => MathF.Sin(id + tokens.Count))], tokenizer: new FramedTokenizer());

        Assert.Equal([1, 'a', '^', 2, 3], model.Tokenize(["a^"]).Tokens.ToArray());
        Assert.Equal([1, 'a', '!', 2, 3], model.Tokenize(["a^"], new HeadOptions { AllowSpecialTokens = true }).Tokens.ToArray());
        Assert.Equal(model.Perplexity([1, 'a', '^', 2, 3]), model.Perplexity("a^"));
        Assert.NotEqual(model.Perplexity([1, 'a', '!', 2, 3]), model.Perplexity("a^"));
    }
}
