using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Modelwright.Mutation;

/// <summary>Breaks the product in many small ways and says which of them no test notices. The report goes to standard output, progress to standard error.</summary>
internal static class Program
{
    private static readonly Option<string?> Only = new("--only") { Description = "Files whose path has this in it" };
    private static readonly Option<int> Workers = new("--workers") { Description = "Breaks that are tried at once", DefaultValueFactory = static _ => Math.Max(1, Environment.ProcessorCount / 2) };
    private static readonly Option<int> Every = new("--every") { Description = "Try one break of so many, always the same ones", DefaultValueFactory = static _ => 1 };
    private static readonly Option<bool> List = new("--list") { Description = "Print the breaks and try none" };

    private static readonly Option<string?> Tests = new("--tests") { Description = "Test projects whose name has this in it" };
    private static readonly Option<string?> Except = new("--except") { Description = "No files whose path has this in it" };
    private static readonly Option<bool> Resume = new("--resume") { Description = "Ask only about what no earlier run saw noticed (artifacts/mutation): after a run that was ended, or with new tests" };

    private static Task<int> Main(string[] args)
    {
        RootCommand root = new("Breaks the product in small ways, one at a time, and lists what no test notices.") { Kernels(), Code() };
        foreach (Option<int> option in new[] { Workers, Every })
        {
            option.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int>() < 1)
                {
                    result.AddError($"{option.Name} wants a number from 1 up.");
                }
            });
        }

        return root.Parse(args).InvokeAsync();
    }

    private static System.CommandLine.Command Kernels()
    {
        System.CommandLine.Command command = new("kernels", "GLSL kernels, and what the kernel tests make of it. All of them take hours.") { Only, Workers, Every, List };
        command.SetAction((result, cancellationToken) => GuardedAsync(() => Task.Run(() =>
        {
            string repository = Repository();
            IReadOnlyList<KernelBreak> breaks = KernelMutation.Breaks(repository, result.GetValue(Only), result.GetValue(Every));
            if (breaks.Count == 0)
            {
                throw new MutationException($"No kernel has '{result.GetValue(Only)}' in its file's name.");
            }

            if (result.GetValue(List))
            {
                breaks.ToList().ForEach(static change => Console.WriteLine($"{change.Line.File}:{change.Line.Number}: {change.Way.Name}\n  - {TemplateLine.Readable(change.Line.Code)}\n  + {TemplateLine.Readable(change.Broken)}"));
                return true;
            }

            return new KernelMutation(repository, Console.Out, Console.Error).Run(breaks, result.GetValue(Workers), cancellationToken);
        })));
        return command;
    }

    private static System.CommandLine.Command Code()
    {
        Argument<string> name = new("project") { Description = string.Join(", ", CodeProject.All.Select(static project => project.Name)) };
        name.AcceptOnlyFromAmong([.. CodeProject.All.Select(static project => project.Name)]);
        System.CommandLine.Command command = new(
            "code",
            "C#, by the changes of Stryker.NET. Each takes a quarter of a second to some seconds, a project from twenty minutes to hours; what is left is said while it runs. "
            + "A run that was ended goes on with --resume.")
        {
            name, Only, Except, Tests, Workers, Every, Resume, List,
        };
        command.SetAction((result, cancellationToken) => GuardedAsync(() => new CodeMutation(Repository(), Console.Out, Console.Error).RunAsync(
            CodeProject.All.Single(project => project.Name == result.GetValue(name)),
            new CodeSelection(result.GetValue(Only), result.GetValue(Except), result.GetValue(Tests), result.GetValue(Every), result.GetValue(Workers), result.GetValue(Resume), result.GetValue(List)),
            cancellationToken)));
        return command;
    }

    /// <summary>0: nothing unexpected survived; 1: something did; 2: nothing can be said.</summary>
    private static async Task<int> GuardedAsync(Func<Task<bool>> run)
    {
        try
        {
            return await run() ? 0 : 1;
        }
        catch (MutationException exception)
        {
            Console.Error.WriteLine("error: " + exception.Message);
            return 2;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Cancelled.");
            return 2;
        }
    }

    private static string Repository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Compiler.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new MutationException("This program runs from inside of the repository.");
    }
}
