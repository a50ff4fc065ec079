using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Modelwright.Compiler;
using Modelwright.IR;

namespace Modelwright.KernelCompiler;

/// <summary>
/// The compiler's own view of configs as files (<c>ModelwrightDump</c>): the graph of every block before and after each pass, a file a backend, and the schedule with buffers and
/// barriers where a backend has one.
/// </summary>
internal static class StageDump
{
    /// <param name="folder">Where the files go; those of the same name are replaced.</param>
    /// <param name="models">A model each, <c>&lt;config.json&gt;|&lt;head&gt;|&lt;class&gt;|&lt;backends&gt;</c>, as the project names them.</param>
    /// <param name="cancel">Stops between two models.</param>
    /// <returns>The files that were written; none of a config that the generator refuses.</returns>
    public static IReadOnlyList<string> Write(string folder, IEnumerable<string> models, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        List<string> written = [];
        foreach (string[] model in models.Select(static model => model.Split('|')))
        {
            (string config, string head, string name, string backends) = (model[0], model[1], model[2], model[3]);
            if (ModelCompiler.Bind(File.ReadAllText(config), cancel, head).Spec is not ModelSpec spec)
            {
                continue;
            }

            string stem = name.Length > 0 ? name : Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(config)))!;
            foreach (string backend in Parts(backends))
            {
                Add($"{stem}.{backend}.ir.txt", CompilerStages.Graphs(spec, backend));
            }

            if (Parts(backends).Contains("Vulkan"))
            {
                Add($"{stem}.Vulkan.schedule.txt", CompilerStages.Schedule(spec, cancel));
            }
        }

        return written;

        void Add(string file, string text)
        {
            string path = Path.Combine(folder, file);
            File.WriteAllText(path, text);
            written.Add(path);
        }
    }

    /// <summary>The backends that compute: Auto is two.</summary>
    private static IReadOnlyList<string> Parts(string backends)
    {
        string[] names = backends.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. (names.Length == 0 ? ["Auto"] : names)
            .Select(static name => ModelCompiler.Find(name)?.Name)
            .OfType<string>()
            .SelectMany(static name => name == "Auto" ? (string[])["Vulkan", "Cpu"] : [name])
            .Distinct()];
    }
}
