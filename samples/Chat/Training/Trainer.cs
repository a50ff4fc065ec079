using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Modelwright.Runtime;
using Modelwright.Runtime.TorchSharp;
using TorchSharp;
using static TorchSharp.torch;

namespace Samples.Training;

/// <summary>Teaches the Shakespeare model to answer in Qwen3's format, on the TorchSharp backend: AdamW, a rate that rises and then falls along a cosine, gradients of length 1 at most.</summary>
internal sealed class Trainer(TrainingSettings settings, TextWriter log)
{
    private const int Warmup = 20;
    private const int ReportEvery = 10;

    /// <summary>Tokens that the clock's description and a question with its answer take, about.</summary>
    private const int ToolTokens = 110;
    private const int TurnTokens = 50;

    public void Run(CancellationToken cancel)
    {
        using ChatModelTorchSharp model = ChatModelTorchSharp.Load(settings.Model, new TorchLoadOptions { Storage = WeightStorage.Float32, Device = CPU });
        manual_seed(settings.Seed);
        StartingPoint.CopyTo(model, settings.Checkpoint);
        Train(model, cancel);
        model.Save(settings.Output, new SaveOptions { Format = ElementFormat.BFloat16 }, CancellationToken.None); // after a stop as well: what was learned is worth keeping
        log.WriteLine($"saved in {settings.Output}");
    }

    private void Train(ChatModelTorchSharp model, CancellationToken cancel)
    {
        Lessons lessons = new(settings.Seed);
        model.train();
        using optim.Optimizer optimizer = optim.AdamW(model.parameters(), lr: settings.LearningRate, weight_decay: 0.01);
        double loss = 0;
        for (int step = 0; step < settings.Steps; step++)
        {
            if (cancel.IsCancellationRequested)
            {
                log.WriteLine("stopped");
                return;
            }

            foreach (optim.ILearningRateController group in optimizer.ParamGroups)
            {
                group.LearningRate = Rate(step);
            }

            loss += Step(model, optimizer, Draw(lessons, step));
            if ((step + 1) % ReportEvery == 0)
            {
                log.WriteLine(FormattableString.Invariant($"step {step + 1} of {settings.Steps}: loss {loss / ReportEvery:F3}"));
                loss = 0;
            }
        }
    }

    /// <summary>Lessons of one length, since they are padded to the longest: every third time with the clock, one in four times with a past, once single questions are known.</summary>
    private Lesson[] Draw(Lessons lessons, int step)
    {
        bool tools = step % 3 == 2;
        int past = step % 4 == 3 && step > settings.Steps / 3 ? 1 + (step / 4 % 2) : 0;
        int count = Math.Max(4, settings.BatchTokens / ((tools ? ToolTokens : 0) + (TurnTokens * (1 + past))));
        return [.. Enumerable.Range(0, count).Select(_ => lessons.Next(tools, past))];
    }

    private double Rate(int step) => settings.LearningRate * (step < Warmup
        ? (step + 1.0) / Warmup
        : 0.05 + (0.95 * 0.5 * (1 + Math.Cos(Math.PI * (step - Warmup) / Math.Max(1, settings.Steps - Warmup)))));

    private static float Step(ChatModelTorchSharp model, optim.Optimizer optimizer, IReadOnlyList<Lesson> lessons)
    {
        using DisposeScope scope = NewDisposeScope();
        LessonBatch batch = LessonBatch.Of(lessons, ChatModelTorchSharp.ChatTemplate, model.Tokenizer!);
        optimizer.zero_grad();
        Tensor loss = model.forward(batch.Tokens, null, batch.Labels).Loss!;
        loss.backward();
        nn.utils.clip_grad_norm_(model.parameters(), 1.0);
        optimizer.step();
        return loss.item<float>();
    }
}
