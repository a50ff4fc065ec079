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
    /// <summary>Every block as it was lowered and after each pass that changed it.</summary>
    public static string Graphs(ModelSpec spec, string backend)
    {
        StringBuilder text = new();
        foreach (Tower tower in ModelLowering.Lower(spec).Towers)
        {
            foreach (Block block in tower.Blocks)
            {
                foreach ((string form, IReadOnlyList<IPass> passes) in Forms(backend))
                {
                    Append(text, $"{tower.Name}/{block.Name} ({block.About}), {form}", block.Body, passes);
                }
            }
        }

        return text.ToString();
    }

    /// <summary>Vulkan: dispatches between barriers, buffers with their lifetimes, the scratch arena.</summary>
    public static string Schedule(ModelSpec spec, CancellationToken cancel) => SchedulePrinter.Print(Plan(spec, cancel).Schedule);

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

    private static void Append(StringBuilder text, string title, Graph graph, IReadOnlyList<IPass> passes)
    {
        string shown = GraphPrinter.Print(graph);
        text.Append("== ").Append(title).Append("\n-- lowered\n").Append(shown);
        foreach (IPass pass in passes)
        {
            graph = pass.Run(graph);
            string next = GraphPrinter.Print(graph);
            if (next != shown)
            {
                text.Append("-- ").Append(pass.Name).Append('\n').Append(next);
                shown = next;
            }
        }

        text.Append('\n');
    }
}
