using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using Modelwright.Backends.Cpu;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;

namespace Modelwright.Cli;

/// <summary>The compiler's own view of a model, as text: graphs before and after passes, the schedule, kernels.</summary>
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

    /// <summary>Dispatches between barriers, buffers with their lifetimes, the scratch arena.</summary>
    public static string Schedule(ModelSpec spec, CancellationToken cancel) => SchedulePrinter.Print(VulkanBackend.Plan(ModelLowering.Lower(spec), cancel).Schedule);

    /// <summary>Writes the GLSL of every kernel, one file each, and gives their paths.</summary>
    public static IReadOnlyList<string> WriteKernels(ModelSpec spec, string folder, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        List<string> files = [];
        foreach (Kernel kernel in VulkanBackend.Plan(ModelLowering.Lower(spec), cancel).Kernels.Kernels.Select(static named => named.Kernel))
        {
            string file = Path.Combine(folder, kernel.Name + ".comp");
            File.WriteAllText(file, kernel.Text + "\n");
            files.Add(file);
        }

        return files;
    }

    private static IEnumerable<(string Form, IReadOnlyList<IPass> Passes)> Forms(string backend) => backend == "Cpu"
        ? [("any number of columns", CpuPipeline.Passes)]
        : [("decode", VulkanPipeline.Decode), ("prefill", VulkanPipeline.Prefill)];

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
