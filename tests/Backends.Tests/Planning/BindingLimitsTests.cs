using System;
using System.Linq;
using System.Threading;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;
using Modelwright.IR.Tests;

namespace Modelwright.Backends.Tests;

/// <summary>What is said of buffers, weights and states over the 128 MiB that Vulkan promises: nothing at the border, the right numbers behind it.</summary>
public class BindingLimitsTests
{
    /// <summary>64 columns: 2^19 rows in float32 are 128 MiB to the byte. As many rows of an exit's window, 64, have that size too.</summary>
    private static readonly ModelSpec Wide = TinySpecs.Dense with { HiddenSize = 64 };

    /// <summary>A row of hidden values is 512 KiB: 256 rows are 128 MiB to the byte.</summary>
    private static readonly ModelSpec Broad = TinySpecs.Dense with { DenseWidth = 1 << 17 };

    /// <summary>A key takes 32 numbers: in float32, 2^20 columns are 128 MiB to the byte.</summary>
    private static readonly ModelSpec Long = TinySpecs.Dense with { Attention = TinySpecs.Dense.Attention with { HeadDim = 16 }, Rope = new RopeSpec.Default(16, 10000f), MaxPositions = 1 << 22 };

    [Fact]
    public void A_model_of_usual_size_is_not_spoken_of()
    {
        Assert.Empty(Check(TinySpecs.Dense));
        Assert.Empty(Check(TinySpecs.Next));
    }

    [Theory]
    [InlineData(1 << 19, null, null, null)]
    [InlineData((1 << 19) + 1, null, null, "logits, 129, 1")]
    [InlineData((1 << 19) + 1, 63, null, null)]                       // a prompt of 63 columns has as many rows
    [InlineData(1 << 19, 32, 2, null)]
    [InlineData(1 << 19, 32, 65, "logits, 130, 65")]                  // at least a row a sequence
    [InlineData((1 << 19) + 1, 32, 2, "logits, 129, 2")]
    public void Logits_of_a_window(int vocabulary, int? context, int? batch, string? said) =>
        Assert.Equal(said, Buffer(Wide with { VocabularySize = vocabulary }, new(context, batch), "logits"));

    [Theory]
    [InlineData(256, 1, null)]
    [InlineData(257, null, null)]                                     // longer prompts come in parts
    [InlineData(256, 2, "PrefillHidden, 256, 2")]
    [InlineData(65, 3, "PrefillHidden, 192, 3")]                             // parts are whole chunks of 64 columns
    [InlineData(64, 5, "PrefillHidden, 160, 5")]
    [InlineData(1, 5, "PrefillHidden, 160, 5")]
    [InlineData(256, 256, "PrefillHidden, 16384, 256")]                      // no call has more than 32,768 rows: 128 columns each
    public void Values_of_a_prompt(int context, int? batch, string? said) => Assert.Equal(said, Buffer(Broad, new(context, batch), "PrefillHidden"));

    /// <summary>A step has a row for each sequence.</summary>
    [Theory]
    [InlineData(256, null)]
    [InlineData(257, "Hidden, 129, 257")]
    public void Values_of_a_step(int batch, string? said) => Assert.Equal(said, Buffer(Broad, new(MaxContext: 1, batch), "Hidden"));

    /// <summary>Partial sums of decode attention: a head's 16 numbers and 4 more, for each part of 256 keys.</summary>
    [Theory]
    [InlineData(256 * 419_430, 1, null)]
    [InlineData((256 * 419_430) + 1, 1, "Partials, 129, 1")]
    [InlineData((256 * 209_715) + 1, 2, "Partials, 129, 2")]
    public void Parts_of_the_keys(int context, int batch, string? said) => Assert.Equal(said, Buffer(TinySpecs.Dense, new(context, batch), "Partials"));

    [Theory]
    [InlineData(1 << 19, null, "")]
    [InlineData((1 << 19) + 1, null, "2, embeddings, 129")]
    [InlineData((1 << 19) + 1, "AsStored", "2, embeddings, 129")]
    [InlineData(1 << 20, "Float16", "")]
    [InlineData((1 << 20) + 1, "Float16", "2, embeddings, 129")]
    public void Weights_are_counted_as_they_are_kept(int vocabulary, string? storage, string said) =>
        Assert.Equal(said, Windows(Wide with { VocabularySize = vocabulary }, new(MaxContext: 1, Storage: storage is null ? null : StorageFormat.Find(storage))));

    [Fact]
    public void A_head_that_is_the_embeddings_counts_once() =>
        Assert.Equal("1, embeddings, 129", Windows(Wide with { VocabularySize = (1 << 19) + 1, TiedEmbeddings = true }, new(MaxContext: 1)));

    [Fact]
    public void A_checkpoint_in_16_bits_takes_half()
    {
        ModelSpec half = Wide with { StoredType = ElementType.BF16 };
        Assert.Equal("", Windows(half with { VocabularySize = 1 << 20 }, new(MaxContext: 1)));
        Assert.Equal("2, embeddings, 129", Windows(half with { VocabularySize = (1 << 20) + 1 }, new(MaxContext: 1)));
    }

    [Theory]
    [InlineData(1 << 20, 1, "F32", "")]
    [InlineData((1 << 20) + 1, 1, "F32", "2, Keys, 129")]
    [InlineData(1 << 19, 2, "F32", "")]
    [InlineData((1 << 19) + 1, 2, "F32", "2, Keys, 129")]
    [InlineData(1 << 21, 1, "BF16", "")]
    [InlineData((1 << 21) + 1, 1, "BF16", "2, Keys, 129")]
    public void Keys_and_values_are_counted_apart(int context, int batch, string stored, string said) =>
        Assert.Equal(said, Windows(Long with { StoredType = Enum.Parse<ElementType>(stored) }, new(context, batch)));

    [Fact]
    public void The_largest_is_named() => Assert.Equal("4, Keys, 256", Windows(Long with { HiddenSize = 64, VocabularySize = (1 << 19) + 1 }, new(MaxContext: 1 << 21)));

    /// <summary>8 matrices of 16 by 8 numbers in float32 for each sequence.</summary>
    [Theory]
    [InlineData(1 << 15, "")]
    [InlineData((1 << 15) + 1, "1, Recurrent, 129")]
    public void Recurrent_states_are_counted_for_every_sequence(int batch, string said) =>
        Assert.Equal(said, Windows(TinySpecs.Next with { LinearAttention = new LinearAttentionSpec(4, 8, 8, 16, 4) }, new(MaxContext: 1, MaxBatch: batch)));

    [Fact]
    public void What_is_over_the_limit_is_said_with_the_class()
    {
        ModelSpec spec = Wide with { VocabularySize = (1 << 19) + 1 };
        CompilerMessage[] said = Check(spec);

        Assert.Equal([MessageId.BufferOverLimit, MessageId.BoundInWindows], said.Select(static message => message.Id));
        Assert.Equal(said, new VulkanBackend().Emit(new ModelJob("MyApp", "Model", "public", "config.json", spec), ModelLowering.Lower(spec), CancellationToken.None).Messages);
    }

    private static CompilerMessage[] Check(ModelSpec spec, ClassDefaults? defaults = null)
    {
        ModelJob job = new("MyApp", "Model", "public", "config.json", spec) { Defaults = defaults ?? ClassDefaults.None };
        return [.. BindingLimits.Check(job, Emitted.Plan(spec))];
    }

    private static string? Buffer(ModelSpec spec, ClassDefaults defaults, string name) => Check(spec, defaults)
        .Where(static message => message.Id == MessageId.BufferOverLimit).Select(static message => string.Join(", ", message.Arguments))
        .SingleOrDefault(said => said.StartsWith(name + ",", StringComparison.Ordinal));

    /// <summary>What is said of weights and states, in one message at most.</summary>
    private static string Windows(ModelSpec spec, ClassDefaults defaults) =>
        string.Join("; ", Check(spec, defaults).Where(static message => message.Id == MessageId.BoundInWindows).Select(static message => string.Join(", ", message.Arguments)));
}
