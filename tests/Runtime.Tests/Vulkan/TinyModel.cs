using System;
using System.Collections.Generic;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Runtime.Tests;

/// <summary>
/// The smallest model with everything a session must carry: logits = W · (sum of the embeddings of the tokens so far), the sum being its recurrent state.
/// Hidden size 5 and vocabulary 11, so that every row has a tail; the sum starts at the first column that is not padding.
/// </summary>
internal sealed class TinyModel(string checkpoint, VulkanLoadOptions options) : VulkanModel(TinyModelDefinition.Create(), checkpoint, options), ICausalLanguageModel
{
    public static readonly float[] Embedding = Numbers(TinyModelDefinition.Vocabulary * TinyModelDefinition.Hidden, seed: 1);
    public static readonly float[] Head = Numbers(TinyModelDefinition.Vocabulary * TinyModelDefinition.Hidden, seed: 2);
    public static readonly float[] Bias = Numbers(TinyModelDefinition.Vocabulary, seed: 3);

    /// <summary>Leaves out the barrier between embedding and sum.</summary>
    public bool ForgetBarrier { get; set; }

    /// <summary>Called when a piece is recorded.</summary>
    public Action? Recording { get; set; }

    /// <summary>Writes a checkpoint of the model into a folder.</summary>
    public static void Save(string path) => new SafetensorsBuilder()
        .Add("embed.weight", "F32", [TinyModelDefinition.Vocabulary, TinyModelDefinition.Hidden], Bytes(Embedding))
        .Add("head.weight", "F32", [TinyModelDefinition.Vocabulary, TinyModelDefinition.Hidden], Bytes(Head))
        .Add("head.bias", "F32", [TinyModelDefinition.Vocabulary], Bytes(Bias))
        .Write(path);

    /// <summary>What the device should answer, column by column.</summary>
    public static float[][] Expected(IReadOnlyList<int> tokens, int padding = 0)
    {
        float[] sum = new float[TinyModelDefinition.Hidden];
        float[][] logits = new float[tokens.Count][];
        for (int t = 0; t < tokens.Count; t++)
        {
            logits[t] = (float[])Bias.Clone();
            for (int h = 0; h < sum.Length; h++)
            {
                sum[h] += t < padding ? 0 : Embedding[(tokens[t] * sum.Length) + h];
                for (int v = 0; v < TinyModelDefinition.Vocabulary; v++)
                {
                    logits[t][v] += Head[(v * sum.Length) + h] * sum[h];
                }
            }
        }

        return logits;
    }

    protected override IReadOnlyList<TowerFunctions> Towers => [new TowerFunctions(new LayerFunctions(RecordEntry, RecordSum), new LayerFunctions(RecordEntry, RecordSum), [new ExitFunctions(RecordLast, RecordRows)])];

    private void RecordEntry(Recorder recorder)
    {
        Recording?.Invoke();
        recorder.Dispatch(TinyModelDefinition.Embed, recorder.Tokens, recorder.Weight(0), recorder.Scratch(0));
    }

    private void RecordSum(Recorder recorder, int layer)
    {
        if (!ForgetBarrier)
        {
            recorder.Barrier();
        }

        recorder.Dispatch(TinyModelDefinition.Sum, recorder.Scratch(0), recorder.State(0, layer), recorder.Scratch(1));
    }

    private static void RecordLast(Recorder recorder)
    {
        recorder.Barrier();
        recorder.Dispatch(TinyModelDefinition.HeadLast, recorder.Scratch(1), recorder.Weight(1), recorder.Weight(2), recorder.Output);
    }

    private static void RecordRows(Recorder recorder) =>
        recorder.Dispatch(TinyModelDefinition.HeadRows, recorder.Scratch(1), recorder.Weight(1), recorder.Weight(2), recorder.Output);

    private static ReadOnlySpan<byte> Bytes(float[] values) => System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan());

    /// <summary>Multiples of 1/8 in [-2, 2]: exact in every storage format, and so are their small sums.</summary>
    private static float[] Numbers(int count, int seed)
    {
        Random random = new(seed);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = random.Next(-16, 17) / 8f;
        }

        return numbers;
    }
}
