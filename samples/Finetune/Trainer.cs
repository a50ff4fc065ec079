using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Modelwright.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Samples;

/// <summary>Ordinary training with TorchSharp: the model is a module, its <c>forward</c> gives the loss.</summary>
internal sealed class Trainer(MoodTorchSharp model, Request request)
{
    private readonly Random _random = new((int)request.Seed);

    /// <summary>Every line as often as is asked for.</summary>
    /// <param name="lines">What is learnt.</param>
    /// <param name="told">Gets the mean loss after each epoch.</param>
    /// <param name="cancel">Heard between steps.</param>
    public void Run(IReadOnlyList<LabelledLine> lines, Action<int, float> told, CancellationToken cancel)
    {
        model.train();
        using optim.Optimizer optimizer = optim.AdamW(model.parameters(), lr: request.LearningRate);
        int steps = request.Epochs * ((lines.Count + request.BatchSize - 1) / request.BatchSize);
        optim.lr_scheduler.LRScheduler schedule = optim.lr_scheduler.LambdaLR(optimizer, step => 1 - ((double)step / steps));
        for (int epoch = 1; epoch <= request.Epochs; epoch++)
        {
            LabelledLine[] shuffled = [.. lines];
            _random.Shuffle(shuffled);
            List<float> losses = [];
            foreach (LabelledLine[] batch in shuffled.Chunk(request.BatchSize))
            {
                cancel.ThrowIfCancellationRequested();
                losses.Add(Step(batch, optimizer));
                schedule.step();
            }

            told(epoch, losses.Average());
        }

        model.eval();
    }

    private float Step(LabelledLine[] batch, optim.Optimizer optimizer)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor tokens, Tensor mask) = Padded([.. batch.Select(line => model.Tokenizer!.Encode(line.Text, allowSpecial: false))]);
        Tensor labels = tensor([.. batch.Select(static line => (long)line.Label)]);
        optimizer.zero_grad();
        Tensor loss = model.forward(tokens, mask, labels).Loss!;
        loss.backward();
        nn.utils.clip_grad_norm_(model.parameters(), 1);
        optimizer.step();
        return loss.item<float>();
    }

    /// <summary>Rows of one length, padded behind their text; the mask is 1 for the text.</summary>
    private (Tensor Tokens, Tensor Mask) Padded(int[][] rows)
    {
        int columns = rows.Max(static row => row.Length);
        long[] tokens = new long[rows.Length * columns];
        long[] mask = new long[tokens.Length];
        Array.Fill(tokens, model.Info.PaddingToken!.Value);
        for (int row = 0; row < rows.Length; row++)
        {
            for (int i = 0; i < rows[row].Length; i++)
            {
                tokens[(row * columns) + i] = rows[row][i];
                mask[(row * columns) + i] = 1;
            }
        }

        return (tensor(tokens, [rows.Length, columns]), tensor(mask, [rows.Length, columns]));
    }
}
