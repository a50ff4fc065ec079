using System;
using System.Collections.Generic;
using System.Threading;

namespace Modelwright.Runtime.Tests;

/// <summary>A model that answers whatever is wanted of it, streams and routers too, by a formula of the token, what is wanted, and the number's place.</summary>
internal sealed class LayeredModel(ExpertsInfo? experts, int exit = LayeredModel.Vocabulary) : ICausalLanguageModel, IHiddenStateModel
{
    public const int Vocabulary = 5;
    public const int Width = 2;

    private readonly TowerInfo _tower = new("text", Width, LayerCount: 2, [new ExitInfo("logits", exit)]) { Experts = experts };

    public ModelInfo Info { get; } = new("Layered", "layered", 100, MaxPositions: 64, BeginningToken: null, EndTokens: [0], PaddingToken: null);

    public int MaxContext => 64;

    public ITextTokenizer? Tokenizer => null;

    public GenerationDefaults GenerationDefaults => GenerationDefaults.None;

    public int Disposed { get; private set; }

    /// <summary>How many results were wanted of each piece.</summary>
    public List<int> Wanted { get; } = [];

    /// <summary>The number at place <paramref name="at"/> of what is wanted: an exit's width, 10 and more for streams, 20 and more for routers.</summary>
    public static float Value(int kind, int token, int at) => MathF.Sin((kind * 1.7f) + (token * 0.9f) + (at * 2.3f)) * 2;

    /// <summary>What <paramref name="kind"/> is of tokens, <paramref name="width"/> numbers each.</summary>
    public static float[] Values(int kind, int[] tokens, int width)
    {
        float[] values = new float[tokens.Length * width];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Value(kind, tokens[i / width], i % width);
        }

        return values;
    }

    public IModelSession CreateSession(SessionOptions options) => new Session(this, options);

    public void Dispose()
    {
    }

    private sealed class Session(LayeredModel model, SessionOptions options) : ModelSession(model._tower, vocabularySize: 100, options.BatchSize, options.Capacity, chunk: 2, rotary: null)
    {
        public override long Bytes => 0;

        protected override bool IsRecurrent => false;

        protected override void Run(ModelInput input, SessionPiece piece, PassOutputs outputs, CancellationToken cancellationToken)
        {
            model.Wanted.Add(outputs.Count);
            for (int i = 0; i < outputs.Count; i++)
            {
                ModelOutput output = outputs[i];
                int kind = output.IsStream ? 10 + output.Layer : output.IsRouter ? 20 + output.Layer : output.Exit;
                int width = output.Width(Tower);
                Span<float> to = outputs.Destination(i);
                foreach (OutputRun run in output.Rows.In(piece, BatchSize))
                {
                    for (int row = 0; row < run.Count * width; row++)
                    {
                        (int sequence, int column) = Math.DivRem(run.First + (row / width * run.Stride), piece.Count);
                        to[((run.Destination + (row / width)) * width) + (row % width)] = Value(kind, input.Tokens[(sequence * piece.Columns) + piece.Start + column], row % width);
                    }
                }
            }
        }

        protected override void Clear()
        {
        }

        protected override void Release() => model.Disposed++;

        protected override (IDisposable States, long Bytes) SaveStates() => throw new InvalidOperationException("There are none.");

        protected override void LoadStates(IDisposable states) => throw new InvalidOperationException("There are none.");

        protected override ModelSession Copy() => throw new InvalidOperationException("Nobody asks for one.");
    }
}
