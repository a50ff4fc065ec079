using System;

namespace Modelwright.Runtime.Tests;

/// <summary>What a session refuses, word for word, and the last of what it takes.</summary>
public class SessionCheckTests
{
    private static readonly TowerInfo Tower = new("text", Width: 4, LayerCount: 3, [new ExitInfo("logits", 10), new ExitInfo("score", 2)]) { Experts = new ExpertsInfo(5, 2, [0, 2], 0.1f) };

    [Theory]
    [InlineData(2, 0, 64, 64)]
    [InlineData(2, 1, 64, 1)]
    [InlineData(1, 64, 64, 64)]
    [InlineData(3, 5, 64, 5)]
    public void The_capacity_of_a_session(int batch, int asked, int most, int wanted) =>
        Assert.Equal(wanted, SessionChecks.Capacity(new SessionOptions { BatchSize = batch, Capacity = asked }, Info(), most, mostSequences: 3));

    [Fact]
    public void A_capacity_or_batch_out_of_range()
    {
        ContextOverflowException context = Assert.Throws<ContextOverflowException>(() => SessionChecks.Capacity(new SessionOptions { Capacity = 65 }, Info(), 64));

        Assert.Equal((65, 64, "The sequence would have 65 columns; the session holds 64."), (context.Needed, context.Capacity, context.Message));
        Assert.Throws<ArgumentOutOfRangeException>(() => SessionChecks.Capacity(new SessionOptions { Capacity = -1 }, Info(), 64));
        Assert.Throws<ArgumentOutOfRangeException>(() => SessionChecks.Capacity(new SessionOptions { BatchSize = 0 }, Info(), 64));
        Assert.Throws<ArgumentOutOfRangeException>(() => SessionChecks.Capacity(new SessionOptions { BatchSize = 4 }, Info(), 64, mostSequences: 3));
        Assert.Equal(64, SessionChecks.Capacity(new SessionOptions { BatchSize = 4 }, Info(), 64));
        Assert.Throws<ProjectLimitException>(() => SessionChecks.Capacity(new SessionOptions { BatchSize = 2 }, Info() with { Defaults = new ModelDefaults { MaxBatch = 1 } }, 64));
    }

    [Fact]
    public void The_columns_of_an_input()
    {
        Assert.Equal(3, SessionChecks.Columns(new ModelInput([0, 9, 1, 2, 3, 4]), Tower, 10, batchSize: 2));
        Assert.Equal(3, SessionChecks.Columns(new ModelInput { Embeddings = new float[24] }, Tower, 10, batchSize: 2));
        Assert.Equal(2, SessionChecks.Columns(new ModelInput([0, 9]) { FeatureRows = [0, 1], Features = new float[8], LayerFeatures = new float[24] }, Tower, 10, batchSize: 1));
    }

    [Theory]
    [InlineData(1, 4, "There are tokens and embeddings; wanted one of them.")]
    [InlineData(0, 0, "There are 0 tokens; wanted at least one for each of the 2 sequences, and as many for each.")]
    [InlineData(1, 0, "There are 1 tokens; wanted at least one for each of the 2 sequences, and as many for each.")]
    [InlineData(5, 0, "There are 5 tokens; wanted at least one for each of the 2 sequences, and as many for each.")]
    [InlineData(0, 4, "There are 4 numbers of embeddings; wanted a multiple of the batch, 2, times the width, 4.")]
    [InlineData(0, 9, "There are 9 numbers of embeddings; wanted a multiple of the batch, 2, times the width, 4.")]
    [InlineData(0, 20, "There are 20 numbers of embeddings; wanted a multiple of the batch, 2, times the width, 4.")]
    public void An_input_of_another_size(int tokens, int embeddings, string wanted) => Assert.Equal(
        wanted + " (Parameter 'input')", Assert.Throws<ArgumentException>(() => SessionChecks.Columns(new ModelInput(new int[tokens]) { Embeddings = new float[embeddings] }, Tower, 10, batchSize: 2)).Message);

    [Theory]
    [InlineData(10)]
    [InlineData(-1)]
    public void A_token_that_there_is_not(int token)
    {
        TokenOutOfRangeException e = Assert.Throws<TokenOutOfRangeException>(() => SessionChecks.Columns(new ModelInput([0, token]), Tower, 10, batchSize: 1));

        Assert.Equal((token, 10, $"Token {token} is not in the vocabulary: wanted a token at least 0 and at most 9."), (e.Token, e.VocabularySize, e.Message));
    }

    [Theory]
    [InlineData(new[] { 0 }, 3, 0, "There are 3 numbers of features; wanted 1 rows of 4.")]
    [InlineData(new[] { 0 }, 5, 0, "There are 5 numbers of features; wanted 1 rows of 4.")]
    [InlineData(new int[0], 4, 0, "There are 4 numbers of features; wanted 0 rows of 4.")]
    [InlineData(new[] { 3 }, 4, 0, "A feature stands at row 3, after one at -1; wanted ascending rows below 3.")]
    [InlineData(new[] { -1 }, 4, 0, "A feature stands at row -1, after one at -1; wanted ascending rows below 3.")]
    [InlineData(new[] { 1, 1 }, 8, 0, "A feature stands at row 1, after one at 1; wanted ascending rows below 3.")]
    [InlineData(new[] { 1, 0 }, 8, 0, "A feature stands at row 0, after one at 1; wanted ascending rows below 3.")]
    [InlineData(new[] { 1 }, 4, 16, "There are 16 numbers of layers' features; wanted 4 for each of at most 3 layers.")]
    [InlineData(new[] { 1 }, 4, 7, "There are 7 numbers of layers' features; wanted 4 for each of at most 3 layers.")]
    [InlineData(new int[0], 0, 4, "There are 4 numbers of layers' features; wanted 0 for each of at most 3 layers.")]
    public void Features_that_do_not_fit(int[] rows, int numbers, int layers, string wanted) => Assert.Equal(
        wanted + " (Parameter 'input')",
        Assert.Throws<ArgumentException>(() => SessionChecks.Columns(new ModelInput(new int[3]) { FeatureRows = rows, Features = new float[numbers], LayerFeatures = new float[layers] }, Tower, 10, batchSize: 1)).Message);

    [Fact]
    public void Features_stand_in_all_rows_of_a_batch()
    {
        Assert.Equal(3, Columns([0, 5]));
        Assert.StartsWith("A feature stands at row 6, after one at 0; wanted ascending rows below 6.", Assert.Throws<ArgumentException>("input", static () => Columns([0, 6])).Message, StringComparison.Ordinal);

        static int Columns(int[] rows) => SessionChecks.Columns(new ModelInput(new int[6]) { FeatureRows = rows, Features = new float[8] }, Tower, 10, batchSize: 2);
    }

    [Theory]
    [InlineData(1, 2, "There are 2 positions; wanted 3.")]
    [InlineData(1, 4, "There are 4 positions; wanted 3.")]
    [InlineData(3, 3, "There are 3 positions; wanted 3 times 3.")]
    public void Positions_that_do_not_fit(int axes, int numbers, string wanted) => Assert.Equal(
        wanted + " (Parameter 'positions')",
        Assert.Throws<ArgumentException>(() => SessionChecks.Columns(new ModelInput(new int[3]) { Positions = new RotaryPositions(new int[numbers], axes) }, Tower, 10, batchSize: 1)).Message);

    [Fact]
    public void A_position_may_be_0_and_no_less()
    {
        Assert.Equal(1, SessionChecks.Columns(new ModelInput([1]) { Positions = new RotaryPositions([0]) }, Tower, 10, batchSize: 1));
        Assert.Throws<ArgumentOutOfRangeException>("positions", () => SessionChecks.Columns(new ModelInput([1]) { Positions = new RotaryPositions([-1]) }, Tower, 10, batchSize: 1));
    }

    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 3, 0 })]
    [InlineData(new[] { 1, 3 })]
    public void Counts_that_fit(int[] counts) => SessionChecks.Counts(counts, batchSize: 2, columns: 3);

    [Theory]
    [InlineData(new[] { 3 }, "There are 1 counts of new tokens, the largest 3; wanted one a sequence (2), the largest as many as the columns of the call (3).")]
    [InlineData(new[] { 3, 3, 3 }, "There are 3 counts of new tokens, the largest 3; wanted one a sequence (2), the largest as many as the columns of the call (3).")]
    [InlineData(new[] { 2, 1 }, "There are 2 counts of new tokens, the largest 2; wanted one a sequence (2), the largest as many as the columns of the call (3).")]
    public void Counts_that_do_not(int[] counts, string wanted) =>
        Assert.Equal(wanted + " (Parameter 'counts')", Assert.Throws<ArgumentException>(() => SessionChecks.Counts(counts, batchSize: 2, columns: 3)).Message);

    [Fact]
    public void A_count_out_of_range()
    {
        Assert.Throws<ArgumentOutOfRangeException>("counts", static () => SessionChecks.Counts([3, -1], 2, 3));
        Assert.Throws<ArgumentOutOfRangeException>("counts", static () => SessionChecks.Counts([4, 3], 2, 3));
    }

    [Fact]
    public void Outputs_that_fit()
    {
        Check(ModelOutput.OfExit(0, new float[20]));
        Check(ModelOutput.OfExit(1, new float[12], OutputRows.All));
        Check(ModelOutput.OfStream(0, new float[8]));
        Check(ModelOutput.OfStream(3, new float[24], OutputRows.All));
        Check(ModelOutput.OfRouter(2, new float[10]));
        Check(ModelOutput.OfExit(0, new float[40], OutputRows.Of(new[] { 0, 2, 1, 1 })));
        Check(ModelOutput.OfExit(0, default, OutputRows.None));
    }

    [Fact]
    public void Outputs_that_do_not()
    {
        Assert.Equal("There is no exit 2; the tower has 2.", Refused(ModelOutput.OfExit(2, new float[99])));
        Assert.Equal("There is no exit 0; the tower has 0.", Refused(ModelOutput.OfExit(0, new float[99]), Tower with { Exits = [] }));
        Assert.Equal("There is no place before layer 4; the tower has 3 layers.", Refused(ModelOutput.OfStream(4, new float[99])));
        Assert.Equal("There is no place before layer -1; the tower has 3 layers.", Refused(ModelOutput.OfStream(-1, new float[99])));
        Assert.Equal("There is no router in layer 1; the layers with experts are 0, 2.", Refused(ModelOutput.OfRouter(1, new float[99])));
        Assert.Equal("There is no router; the tower has no experts.", Refused(ModelOutput.OfRouter(0, new float[99]), Tower with { Experts = null }));
        Assert.Equal("Column 3 is wanted of a call of 3.", Refused(ModelOutput.OfExit(0, new float[99], OutputRows.Of(new[] { 0, 3 }))));
        Assert.Equal("Column -1 is wanted of a call of 3.", Refused(ModelOutput.OfExit(0, new float[99], OutputRows.Of(new[] { -1, 0 }))));
        Assert.Equal("3 columns are chosen; wanted a multiple of the batch, 2.", Refused(ModelOutput.OfExit(0, new float[99], OutputRows.Of(new[] { 0, 1, 2 }))));
        Assert.Equal("There is room for 19 numbers of output; wanted at least 20.", Refused(ModelOutput.OfExit(0, new float[19])));
        Assert.Equal("There is room for 11 numbers of output; wanted at least 12.", Refused(ModelOutput.OfExit(1, new float[11], OutputRows.All)));
        Assert.Equal("There is room for 23 numbers of output; wanted at least 24.", Refused(ModelOutput.OfStream(3, new float[23], OutputRows.All)));
        Assert.Equal("There is room for 29 numbers of output; wanted at least 30.", Refused(ModelOutput.OfRouter(0, new float[29], OutputRows.All)));
    }

    [Fact]
    public void Padding_that_does_not_fit()
    {
        SessionChecks.Padding([], 2, 8);
        SessionChecks.Padding([0, 8], 2, 8);
        Assert.Equal(
            "There are 1 numbers of padding columns; wanted none or 2, one a sequence. (Parameter 'leftPadding')", Assert.Throws<ArgumentException>(static () => SessionChecks.Padding([1], 2, 8)).Message);
        Assert.Throws<ArgumentOutOfRangeException>("leftPadding", static () => SessionChecks.Padding([0, -1], 2, 8));
        Assert.Throws<ArgumentOutOfRangeException>("leftPadding", static () => SessionChecks.Padding([0, 9], 2, 8));
    }

    private static void Check(ModelOutput output, TowerInfo? tower = null) => SessionChecks.Outputs(new PassOutputs([output]), tower ?? Tower, batchSize: 2, columns: 3);

    private static string Refused(ModelOutput output, TowerInfo? tower = null)
    {
        string message = Assert.Throws<ArgumentException>("outputs", () => Check(output, tower)).Message;
        return message[..message.IndexOf(" (Parameter", StringComparison.Ordinal)];
    }

    private static ModelInfo Info() => new("M", "qwen3", 10, 64, null, [], null);
}
