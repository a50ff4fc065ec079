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
    private const int ReportEvery = 20;
    private const int ExamBatches = 24;

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
        if (!cancel.IsCancellationRequested)
        {
            Examine(model);
        }
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

    /// <summary>Lessons of one kind, since they are padded to the longest: half of the batches have the clock, half (once single questions are known) a past.</summary>
    private Lesson[] Draw(Lessons lessons, int step)
    {
        bool tools = step % 2 == 1;
        int past = step % 4 >= 2 && step > settings.Steps / 4 ? 1 + (step / 4 % 2) : 0;
        int count = Math.Max(4, settings.BatchTokens / ((tools ? ToolTokens : 0) + (TurnTokens * (1 + past))));
        return [.. Enumerable.Range(0, count).Select(_ => lessons.Next(tools, past))];
    }

    /// <summary>How many answers of conversations that were not drawn in training have the likeliest token throughout.</summary>
    private void Examine(ChatModelTorchSharp model)
    {
        Lessons lessons = new(settings.Seed + 1);
        model.eval();
        (long right, long all) = (0, 0);
        for (int batch = 0; batch < ExamBatches; batch++)
        {
            using IDisposable quiet = no_grad();
            using DisposeScope scope = NewDisposeScope();
            LessonBatch exam = LessonBatch.Of(Draw(lessons, settings.Steps + batch), ChatModelTorchSharp.ChatTemplate, model.Tokenizer!);
            Tensor said = model.forward(exam.Tokens, null, null).Logits.narrow(1, 0, exam.Tokens.shape[1] - 1).argmax(-1);
            Tensor wanted = exam.Labels.narrow(1, 1, exam.Tokens.shape[1] - 1);
            right += ((said == wanted) | (wanted < 0)).all(1).sum().item<long>();
            all += wanted.shape[0];
        }

        log.WriteLine(FormattableString.Invariant($"{right} of {all} new conversations answered word for word"));
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
