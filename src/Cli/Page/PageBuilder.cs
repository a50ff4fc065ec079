using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Modelwright.Compiler;
using Modelwright.IR;

namespace Modelwright.Cli;

/// <summary>Collects what the page shows of a config.</summary>
internal static class PageBuilder
{
    public static PageModel Build(ConfigText config, ModelSpec spec, string backend, CancellationToken cancel)
    {
        bool planned = backend == "Vulkan";
        return new PageModel(
            $"{spec.ModelType} from {Named(config.Path)}, for {backend}",
            Inspector.Of(config, spec, backend, cancel),
            [.. config.Bound.Keys.Select(static use => new PageKey(use.Pointer, KeyView.Word(use.Fate), use.Default ?? use.Reason))],
            [.. CompilerStages.Blocks(spec, backend).Select(static block => new PageBlock(block.Title, block.Form, [.. block.Stages.Select(Stage)]))],
            planned ? [.. Plans(CompilerStages.Scheduled(spec, cancel))] : [],
            planned ? [.. CompilerStages.Kernels(spec, cancel).Select(static kernel => new PageKernel(kernel.Name, kernel.Glsl))] : []);
    }

    /// <summary>A config's name with its folder's: most are called the same, and where the folder lies is nobody's business.</summary>
    private static string Named(string path) =>
        string.Join('/', Path.GetFullPath(path).Split(Path.DirectorySeparatorChar)[^2..]);

    private static PageStage Stage(Stage stage) => new(
        stage.Pass,
        [.. stage.Graph.Nodes.Select(static node => new PageNode(node.Op.ToString()!, [.. node.Inputs.Select(static input => input.Index)], node.Type.ToString(), node.Origin))],
        [.. stage.Graph.Results.Select(static result => result.Index)]);

    private static IEnumerable<PagePlan> Plans(Schedule schedule) =>
        from function in schedule.Functions
        from block in function.Blocks
        select new PagePlan(
            function.Name,
            block.Name,
            [.. block.Intervals.Select(interval => (IReadOnlyList<string>)[.. interval.Works.Select(work => block.Works[work].ToString())])],
            [.. block.Buffers.Select(place => Buffer(place, block.Intervals.Count))]);

    private static PageBuffer Buffer(Placement place, int groups) => place.Pinned
        ? new PageBuffer(place.Buffer.Name, place.Buffer.Size, place.Slot, 0, groups - 1)
        : new PageBuffer(place.Buffer.Name, place.Buffer.Size, place.Slot, place.First, place.Last);
}
