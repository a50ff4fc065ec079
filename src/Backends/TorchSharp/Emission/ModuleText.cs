using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>The class as a module, and its two ways through: with gradients, and with cached states.</summary>
internal static class ModuleText
{
    private const string Runtime = RuntimeNames.Namespace + "TorchSharp.";

    public static GeneratedFile Emit(ModelJob job, LayerKinds kinds)
    {
        string name = CSharpName.Escape(job.ClassName);
        bool tied = job.Spec.TiedEmbeddings;
        ExpertsSpec? experts = kinds.Sparse is null ? null : job.Spec.Experts;
        bool slides = job.Spec.Layers.Any(static layer => layer.Mixer == MixerKind.SlidingAttention);
        string text = $$"""
            private static readonly TorchModelDefinition Definition = new(
                {{ModelFacts.Info(job).Replace("\n", "\n    ")}},
                Weights.Manifest,
                {{ModelFacts.Rotary(job.Spec.Rope)}},
                LayerStates,
                Stored: WeightStorage.{{ModelFacts.Stored(job.Spec)}}{{(slides ? ",\n    SlidingWindow: Config.SlidingWindow" : "")}});

            /// <summary>Embeddings, layers and the final norm.</summary>
            public readonly Decoder model;

            {{(tied ? "/// <summary>Null where the checkpoint has the embeddings alone: they are the head too (tie_word_embeddings).</summary>" : "/// <summary>Hidden states to logits.</summary>")}}
            public readonly Linear{{(tied ? "?" : "")}} lm_head;

            private {{name}}(LoadedCheckpoint loaded)
                : base(Definition, loaded)
            {
                model = new Decoder(loaded.Parameters);
                lm_head = {{(tied ? "loaded.HasHead ? " : "")}}loaded.Parameters.Linear(Config.HiddenSize, Config.VocabularySize){{(tied ? " : null" : "")}};
                RegisterComponents();
            }

            /// <summary>Logits of whole sequences, and with labels the loss; differentiable.</summary>
            /// <param name="input_ids">int64 [batch, tokens].</param>
            /// <param name="attention_mask">1 for tokens, 0 for padding, [batch, tokens]; null where there is none.</param>
            /// <param name="labels">int64 [batch, tokens], not shifted; -100 does not count. Null for no loss.</param>
            public override CausalOutput forward(Tensor input_ids, Tensor? attention_mask, Tensor? labels)
            {
                // What a pass leaves behind is freed here; what autograd needs, libtorch keeps.
                using DisposeScope scope = NewDisposeScope();
                ForwardPass pass = Begin(input_ids, attention_mask, routerLogits: {{(experts is null ? "false" : "OutputRouterLogits")}});
                Tensor logits = Head(model.forward(input_ids, pass));
                Tensor? loss = labels is null ? null : Losses.NextToken(logits, labels);
            {{Output(experts)}}
            }

            /// <inheritdoc/>
            protected override IEnumerable<FusedLinear> Fused => model.layers.SelectMany(static layer => layer.Fused);

            /// <inheritdoc/>
            protected override LayerState[] CreateStates(StateFactory states) => [.. model.layers.Select(layer => layer.CreateState(states))];

            /// <inheritdoc/>
            protected override Tensor Advance(Tensor tokens, ForwardPass pass, LayerState[] states) => model.Advance(tokens, pass, states);

            /// <inheritdoc/>
            protected override Tensor Step(Tensor tokens, DecodeStep step, LayerState[] states) => model.Step(tokens, step, states);

            /// <inheritdoc/>
            protected override Tensor Head(Tensor hidden) => {{(tied ? "Projections.Apply(hidden, lm_head?.weight ?? model.embed_tokens.weight)" : "lm_head.Project(hidden)")}};

            private static Tensor Activate(Tensor x) => {{Activation(job.Spec.Activation)}};
            """;
        return TorchFile.Emit(job, "Module", "the module", Switches(experts) + text);
    }

    /// <summary>The shared part of the class, for TorchSharp.</summary>
    public static ClassFace Face(ModelJob job) => new(
        Target: "TorchSharp",
        Remark: "<c>state_dict()</c> has the checkpoint's keys.",
        BaseType: Runtime + "TorchModel",
        LoadOptions: Runtime + "TorchLoadOptions",
        LoadSummary: "Loads the model, in evaluation mode.",
        Load: $"{Runtime}TorchLoader.Load(Definition, checkpoint, options, static loaded => new {CSharpName.Escape(job.ClassName)}(loaded))",
        Memory: Runtime + "TorchMemory");

    /// <summary>The balancing loss can be asked for where there are routers.</summary>
    private static string Switches(ExpertsSpec? experts) => experts is null ? "" : $$"""
        /// <summary>Whether <see cref="forward"/> computes the routers' balancing loss (output_router_logits).</summary>
        public bool OutputRouterLogits { get; set; } = {{Literal.Of(experts.OutputRouterLogits)}};


        """;

    private static string Output(ExpertsSpec? experts) => experts is null
        ? "    return new CausalOutput(logits.MoveToOuterDisposeScope(), loss?.MoveToOuterDisposeScope(), AuxiliaryLoss: null);"
        : $$"""
                Tensor? balance = pass.RouterLogits is { Count: > 0 } routers ? Losses.RouterBalance(routers, Config.ExpertsPerToken, attention_mask) : null;
                if (loss is not null && balance is not null)
                {
                    loss = loss + (balance * {{Literal.Of(experts.AuxiliaryLossWeight)}}); // router_aux_loss_coef
                }

                return new CausalOutput(logits.MoveToOuterDisposeScope(), loss?.MoveToOuterDisposeScope(), balance?.MoveToOuterDisposeScope());
            """;

    private static string Activation(Activation function) => function switch
    {
        IR.Activation.Silu => "functional.silu(x)",
        IR.Activation.Gelu => "functional.gelu(x)",
        // gelu's tanh approximation is not in this version's functional.
        IR.Activation.GeluTanh => "0.5 * x * (1 + tanh(0.7978845608028654 * (x + (0.044715 * x * x * x))))",
        IR.Activation.QuickGelu => "x * sigmoid(1.702 * x)",
        IR.Activation.Relu => "functional.relu(x)",
        IR.Activation.Relu2 => "functional.relu(x).square()",
        _ => throw new IrException($"activation {function}"),
    };
}
