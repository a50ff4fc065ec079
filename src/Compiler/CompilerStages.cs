using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using Modelwright.Backends.Cpu;
using Modelwright.Backends.TorchSharp;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;

namespace Modelwright.Compiler;

/// <summary>The compiler's own view of a model, as text: for whoever looks inside or takes snapshots.</summary>
internal static class CompilerStages
{
    /// <summary>Every block as it was lowered and after each pass that changed it, as text.</summary>
    public static string Graphs(ModelSpec spec, string backend)
    {
        StringBuilder text = new();
        foreach (BlockStages block in Blocks(spec, backend))
        {
            text.Append("== ").Append(block.Title).Append(", ").Append(block.Form).Append('\n');
            foreach (Stage stage in block.Stages)
            {
                text.Append("-- ").Append(stage.Pass).Append('\n').Append(GraphPrinter.Print(stage.Graph));
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The same as graphs.</summary>
    public static IEnumerable<BlockStages> Blocks(ModelSpec spec, string backend) =>
        from tower in ModelLowering.Lower(spec).Towers
        from block in tower.Blocks
        from form in Forms(backend)
        select new BlockStages($"{tower.Name}/{block.Name} ({block.About})", form.Form, [.. Stages(block.Body, form.Passes)]);

    /// <summary>Vulkan: the plan of a call.</summary>
    public static Schedule Scheduled(ModelSpec spec, CancellationToken cancel) => Plan(spec, cancel).Schedule;

    /// <summary>Vulkan: dispatches between barriers, buffers with their lifetimes, the scratch arena.</summary>
    public static string Schedule(ModelSpec spec, CancellationToken cancel) => SchedulePrinter.Print(Scheduled(spec, cancel));

    /// <summary>Vulkan: the GLSL of every kernel by its name, in the order of the kernel table.</summary>
    public static IReadOnlyList<(string Name, string Glsl)> Kernels(ModelSpec spec, CancellationToken cancel) =>
        [.. Plan(spec, cancel).Kernels.Kernels.Select(static named => (named.Kernel.Name, named.Kernel.Text))];

    private static ModelPlan Plan(ModelSpec spec, CancellationToken cancel) => VulkanBackend.Plan(ModelLowering.Lower(spec), cancel);

    private static IEnumerable<(string Form, IReadOnlyList<IPass> Passes)> Forms(string backend) => backend switch
    {
        "Cpu" => [("any number of columns", CpuPipeline.Passes)],
        "Vulkan" => [("decode", VulkanPipeline.Decode), ("prefill", VulkanPipeline.Prefill)],
        "Auto" => [.. Forms("Vulkan"), .. Forms("Cpu")],
        _ => [("grouped into modules", TorchSharpPipeline.Passes)],
    };

    private static IEnumerable<Stage> Stages(Graph graph, IReadOnlyList<IPass> passes)
    {
        yield return new Stage("lowered", graph);
        foreach (IPass pass in passes)
        {
            Graph next = pass.Run(graph);
            if (next != graph)
            {
                yield return new Stage(pass.Name, next);
            }

            graph = next;
        }
    }
}
