using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>The class as a module: what stands outside of layers, and the table of its towers.</summary>
internal static class ModuleText
{
    private const string Runtime = RuntimeNames.Namespace + "TorchSharp.";

    public static GeneratedFile Emit(ModelText model)
    {
        ModelJob job = model.Job;
        string name = CSharpName.Escape(job.ClassName);
        Op[] ops = [.. model.Module.Text.Kinds.SelectMany(static kind => kind.Body.Nodes).Select(static node => node.Op)];
        SparseMlp? sparse = ops.OfType<SparseMlp>().FirstOrDefault();
        ModuleTree tree = new("", TowersText.Modules(model));
        string text = $$"""
            private static readonly TorchModelDefinition Definition = new(
                {{ModelFacts.Info(job).Replace("\n", "\n    ")}},
                Weights.Manifest,
                {{ModelFacts.Rotary(job.Spec.Rope)}},
                LayerStates,
                Stored: WeightStorage.{{ModelFacts.Stored(job.Spec)}},
                {{ModelFacts.Tower(model.Module, model.Module.Text)}},
                Windows: {{Literal.List(ops.OfType<SelfAttention>().Select(static op => op.Window).OfType<int>().Distinct())}},
                new TrainingInfo(InitializerRange: {{Literal.Of(job.Spec.Training.InitializerRange)}}, StacksExperts: {{Literal.Of(job.Spec.Checkpoint.TransposesExperts)}}, ConfigJson));

            {{ConfigJson(job.Spec)}}

            {{tree.Fields}}

            private {{name}}(LoadedCheckpoint loaded)
                : base(Definition, loaded)
            {
                ParameterFactory parameters = loaded.Parameters;
                {{tree.Assignments.Replace("\n", "\n    ")}}
                RegisterComponents();
                Towers ={{TowersText.Table(model).Replace("\n", "\n    ")}};
            }

            {{Create(name)}}

            /// <inheritdoc/>
            protected override IReadOnlyList<TorchTower> Towers { get; }
            {{(job.Spec.Vision is VisionSpec vision ? $"\n/// <inheritdoc/>\npublic override VisionTowerInfo Vision {{ get; }} = {ModelFacts.Vision(vision)};\n" : "")}}
            /// <summary>What the head makes of whole sequences, and with labels the loss; differentiable.</summary>
            /// <param name="input_ids">int64 [batch, tokens].</param>
            /// <param name="attention_mask">1 for tokens, 0 for padding, [batch, tokens]; null where there is none.</param>
            /// <param name="labels">{{HeadLossText.Labels(job.Spec.Head)}} Null for no loss.</param>
            public override HeadOutput forward(Tensor input_ids, Tensor? attention_mask, Tensor? labels)
            {
                // What a pass leaves behind is freed here; what autograd needs, libtorch keeps.
                using DisposeScope scope = NewDisposeScope();
                ForwardPass pass = Begin(input_ids, attention_mask, routerLogits: {{(sparse is null ? "false" : "OutputRouterLogits")}});
                Tensor logits = {{HeadLossText.Read(job.Spec, "Towers[0].Forward(input_ids, pass)")}};
                Tensor? loss = {{HeadLossText.Loss(job.Spec.Head)}};
            {{Output(sparse, job.Spec.Experts)}}
            }
            """;
        return TorchFile.Emit(job, "Module", "the module", string.Join("\n\n", tree.Classes.Prepend(Switches(sparse, job.Spec.Experts) + text)));
    }

    /// <summary>The shared part of the class, for TorchSharp.</summary>
    public static ClassFace Face(ModelJob job) => new(
        Target: "TorchSharp",
        Remark: "<c>state_dict()</c> has the checkpoint's keys.",
        BaseType: Runtime + (job.Spec.Vision is null ? "TorchModel" : "TorchVisionModel"),
        LoadOptions: Runtime + "TorchLoadOptions",
        LoadSummary: "Loads the model, in evaluation mode.",
        Load: $"{Runtime}TorchLoader.Load(Definition, checkpoint, options, static loaded => new {CSharpName.Escape(job.ClassName)}(loaded))",
        Memory: ClassFace.Planner(Runtime + "TorchMemory", "Definition", job.Spec.Vision is VisionSpec vision ? ModelFacts.Vision(vision) : null));

    private static string ConfigJson(ModelSpec spec) => $$""""
        /// <summary>What stands in config.json beside a saved checkpoint; the type of its weights takes the place of "auto".</summary>
        private const string ConfigJson =
            """
            {{spec.Json.Replace("\n", "\n    ")}}
            """;
        """";

    private static string Create(string name) => $$"""
        /// <summary>A model with fresh weights ({{ConfigKeys.InitializerRange}}), to be trained from nothing; in training mode.</summary>
        /// <param name="options">Device, storage (float32 unless it says otherwise), context; the defaults where null.</param>
        /// <param name="seed">The same seed gives the same weights.</param>
        /// <exception cref="ModelwrightException">The device cannot hold it, or libtorch is not there; the type says which.</exception>
        public static {{name}} Create(TorchLoadOptions? options = null, long seed = 0) =>
            TorchLoader.Create(Definition, options, seed, static loaded => new {{name}}(loaded));
        """;

    /// <summary>The balancing loss can be asked for where there are routers.</summary>
    private static string Switches(SparseMlp? sparse, ExpertsSpec? training) => sparse is null ? "" : $$"""
        /// <summary>Whether <see cref="forward"/> computes the routers' balancing loss (output_router_logits).</summary>
        public bool OutputRouterLogits { get; set; } = {{Literal.Of(training is { OutputRouterLogits: true })}};


        """;

    private static string Output(SparseMlp? sparse, ExpertsSpec? training) => sparse is null
        ? "    return new HeadOutput(logits.MoveToOuterDisposeScope(), loss?.MoveToOuterDisposeScope(), AuxiliaryLoss: null);"
        : $$"""
                Tensor? balance = pass.RouterLogits is { Count: > 0 } routers ? Losses.RouterBalance(routers, perToken: {{Literal.Of(sparse.PerToken)}}, attention_mask) : null;
                if (loss is not null && balance is not null)
                {
                    loss = loss + (balance * {{Literal.Of(training?.AuxiliaryLossWeight ?? 0f)}}); // router_aux_loss_coef
                }

                return new HeadOutput(logits.MoveToOuterDisposeScope(), loss?.MoveToOuterDisposeScope(), balance?.MoveToOuterDisposeScope());
            """;
}
