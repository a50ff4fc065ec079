using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Modelwright.Runtime.Tests;

/// <summary>
/// A model that sees, with every head. A column is spelled as what was fed of it: the token's letter, its position, three where they differ or a picture stands there, and the feature.
/// </summary>
/// <param name="width">Numbers of its exit.</param>
/// <param name="exit">What it makes of the columns of a sequence so far, padding left out.</param>
/// <param name="maxContext">Columns at most.</param>
/// <param name="recurrent">Whether its states cannot be cut back.</param>
internal sealed class SeeingModel(int width, Func<IReadOnlyList<string>, float[]> exit, int maxContext = 64, bool recurrent = false)
    : IVisionLanguageModel, ISequenceClassifier, ITokenClassifier, IHiddenStateModel
{
    private const int Vocabulary = 256;
    private const int Padding = 9;
    private const int FeatureWidth = 2;
    private const int Level = 1000;

    private static readonly RotaryEmbedding Rope = RotaryEmbedding.Default(8, 10000f).WithSections(2, 1, 1);

    private readonly TowerInfo _tower = new("text", FeatureWidth, LayerCount: 1, [new ExitInfo("exit", width)]);

    public static VisionTokens Placeholders { get; } = new(Image: '*', Video: '+', Start: '(', End: ')');

    /// <summary>Four patches of two pixels each way are a feature: a picture of 8 by 4 pixels has two.</summary>
    public static VisionTowerInfo Tower { get; } = new(Layers: 1, HeadDim: 4, PatchLength: 24, PatchSize: 2, MergeSize: 2, PositionSide: 4, FeatureWidth, DeepStackLayers: [0]);

    public ModelInfo Info { get; init; } =
        new("Seeing", "seeing", Vocabulary, MaxPositions: 64, BeginningToken: null, EndTokens: [0], PaddingToken: Padding) { Media = Placeholders };

    public int MaxContext => maxContext;

    public ITextTokenizer? Tokenizer { get; } = new FramedTokenizer();

    public GenerationDefaults GenerationDefaults => GenerationDefaults.None;

    public LabelSet Labels { get; } = new(["first", "second"], null);

    public VisionTowerInfo Vision => Tower;

    public MediaProcessors Processors { get; } = new(
        new ImageProcessor(new ImageProcessorOptions { PatchSize = 2, MinPixels = 16, MaxPixels = 4096 }),
        new VideoProcessor(new VideoProcessorOptions { PatchSize = 2, MinPixels = 16, MaxPixels = 4096, SampleFrames = false }));

    /// <summary>Pictures and clips that went through the tower.</summary>
    public int Looks { get; private set; }

    /// <summary>The columns of each pass, over all sessions; sequences apart by bars.</summary>
    public List<string> Fed { get; } = [];

    /// <summary>What was wanted of each.</summary>
    public List<OutputRows> Wanted { get; } = [];

    public List<SessionOptions> Sessions { get; } = [];

    private bool IsRecurrent => recurrent;

    /// <summary>A language model that writes one letter for ever.</summary>
    public static SeeingModel Writing(char letter, int maxContext = 64, bool recurrent = false)
    {
        float[] logits = new float[Vocabulary];
        logits[letter] = 1;
        return new SeeingModel(Vocabulary, _ => logits, maxContext, recurrent);
    }

    /// <summary>A picture of one grey, which is its features' first number; the second counts them.</summary>
    public static Image Grey(int width, int height, byte grey) => Image.FromRgb(Enumerable.Repeat(grey, 3 * width * height).ToArray(), width, height);

    public static VisionFeatures Features(PatchGrid grid, float grey, params double[] times)
    {
        float[] Rows(float offset) => [.. Enumerable.Range(0, grid.Tokens(Tower.MergeSize)).SelectMany(row => (float[])[offset + grey, row])];
        return new VisionFeatures(grid, FeatureWidth, Rows(0), [Rows(Level)]) { Timestamps = times };
    }

    public IReadOnlyList<VisionFeatures> GetFeatures(IReadOnlyList<VisionInput> inputs, IProgress<VisionProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Looks += inputs.Count;
        return [.. inputs.Select(static input => Features(input.Grid, MathF.Round((input.Patches.Span[0] + 1) * 127.5f), [.. input.Timestamps]))];
    }

    public IMultimodalSession CreateSession(SessionOptions options)
    {
        Sessions.Add(options);
        return new Session(this, options.BatchSize, options.Capacity == 0 ? maxContext : options.Capacity);
    }

    IModelSession ILanguageModel.CreateSession(SessionOptions options) => CreateSession(options);

    public void Dispose()
    {
    }

    private float[] At(IReadOnlyList<string> seen) => seen.Count > 0 ? exit(seen) : [.. Enumerable.Repeat(float.NaN, _tower.Exits[0].Width)];

    private sealed class Session(SeeingModel model, int batch, int capacity) : ModelSession(model._tower, Vocabulary, batch, capacity, chunk: 256, Rope.CreateState())
    {
        private List<string>[] _seen = [.. Enumerable.Range(0, batch).Select(static _ => new List<string>())];

        public override long Bytes => 0;

        protected override bool IsRecurrent => model.IsRecurrent;

        protected override void Run(ModelInput input, SessionPiece piece, PassOutputs outputs, CancellationToken cancellationToken)
        {
            for (int b = 0; b < BatchSize; b++)
            {
                _seen[b].RemoveRange(Length, IsRecurrent ? 0 : _seen[b].Count - Length);
                for (int column = 0; column < piece.Count; column++)
                {
                    _seen[b].Add(Spell(input, piece, b, column));
                }
            }

            model.Fed.Add(string.Join(" | ", _seen.Select(row => string.Join(' ', row.Skip(Length).Where(static column => column.Length > 0)))));
            model.Wanted.Add(outputs.Count == 0 ? OutputRows.None : outputs[0].Rows);
            for (int i = 0; i < outputs.Count; i++)
            {
                int numbers = outputs[i].Width(Tower);
                foreach (OutputRun run in outputs[i].Rows.In(piece, BatchSize))
                {
                    for (int row = 0; row < run.Count; row++)
                    {
                        (int b, int column) = Math.DivRem(run.First + (row * run.Stride), piece.Count);
                        model.At([.. _seen[b].Take(Length + column + 1).Where(static seen => seen.Length > 0)]).CopyTo(outputs.Destination(i)[((run.Destination + row) * numbers)..]);
                    }
                }
            }
        }

        protected override void Clear() => Array.ForEach(_seen, static row => row.Clear());

        protected override void Release()
        {
        }

        protected override (IDisposable States, long Bytes) SaveStates() => (new Saved([.. _seen.Select(static row => row.ToList())]), 8);

        protected override void LoadStates(IDisposable states) => _seen = [.. ((Saved)states).Seen.Select(static row => row.ToList())];

        protected override ModelSession Copy() => throw new InvalidOperationException("Nobody asks for one.");

        /// <summary>Nothing for padding.</summary>
        private string Spell(ModelInput input, SessionPiece piece, int sequence, int column)
        {
            int row = (sequence * piece.Columns) + piece.Start + column;
            int token = input.Tokens[row];
            if (Length + column < base.Padding[sequence])
            {
                Assert.Equal(SeeingModel.Padding, token);
                return "";
            }

            RotaryPositions positions = Positions(input, piece, PositionRows(input));
            int place = positions.Count == piece.Count ? column : (sequence * piece.Count) + column;
            int time = positions.Values[place];
            int height = positions.Values[positions.Axes == 1 ? place : positions.Count + place];
            int across = positions.Values[positions.Axes == 1 ? place : (2 * positions.Count) + place];
            int feature = input.FeatureRows.IndexOf(row);
            string spelled = feature < 0 && height == time && across == time ? $"{(char)token}{time}" : $"{(char)token}{time}.{height}.{across}";
            if (feature < 0)
            {
                return spelled;
            }

            float[] values = input.Features.Slice(feature * FeatureWidth, FeatureWidth).ToArray();
            Assert.Equal([Level + values[0], values[1]], input.LayerFeatures.Slice(feature * FeatureWidth, FeatureWidth).ToArray());
            return FormattableString.Invariant($"{spelled}={values[0]}/{values[1]}");
        }
    }

    private sealed class Saved(List<string>[] seen) : IDisposable
    {
        public List<string>[] Seen => seen;

        public void Dispose()
        {
        }
    }
}
