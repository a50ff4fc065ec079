using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Modelwright.Gpu;

/// <summary>What compilers made of the kernels as Markdown: for each family totals by format, and for each kernel the worst of all models and formats.</summary>
internal static class GpuTable
{
    public static string Write(IReadOnlyList<(Family Family, FamilyReport Report)> families)
    {
        StringBuilder text = new();
        text.Append($"# Kernels as Mesa {MesaVersion(families[0].Report.Driver)} compiles them\n\n");
        text.Append("Written by `./build.sh gpu`: machine code for cards that the machine does not have, so nothing is timed. ");
        text.Append($"Models: {Joined(families[0].Report.Kernels.Select(static kernel => kernel.Config))}. Formats of weights: {Joined(families[0].Report.Kernels.Select(static kernel => kernel.Variant))}; ");
        text.Append("keys and values are float16, in `cache-int8` int8 with scales (the kernels that touch them; weights are bf16).\n\n");
        text.Append("| family | cards | subgroup |\n|---|---|---|\n");
        foreach ((Family family, FamilyReport report) in families)
        {
            text.Append($"| {family.Name} | {family.Cards} | {Number(report.SubgroupSize)} |\n");
        }

        Totals(text, families);
        Kernels(text, "What decodes a token", families, decodes: true);
        Kernels(text, "Prompts and pictures", families, decodes: false);
        return text.ToString();
    }

    /// <summary>The version in a driver's own words, such as <c>radv Mesa 25.0.7-2~bpo12+1</c>.</summary>
    public static string MesaVersion(string driver)
    {
        string version = driver.Split("Mesa ").First(static part => part.Length > 0 && char.IsAsciiDigit(part[0]));
        return new string([.. version.TakeWhile(static letter => char.IsAsciiDigit(letter) || letter == '.')]);
    }

    private static void Totals(StringBuilder text, IReadOnlyList<(Family Family, FamilyReport Report)> families)
    {
        text.Append("\n## Totals\n\nA pipeline is a kernel of one model in one format; waves are subgroups a SIMD unit holds at once, in what decodes a token.\n\n");
        text.Append("| family | format | pipelines | that spill | most spills | most scratch | most LDS | waves, least (mean) | code, most | code, all |\n|---|---|---|---|---|---|---|---|---|---|\n");
        foreach ((Family family, FamilyReport report) in families)
        {
            foreach (IGrouping<string, KernelReport> variant in report.Kernels.GroupBy(static kernel => kernel.Variant))
            {
                Worst all = Worst.Of(variant.Select(static kernel => kernel.Code));
                Worst decode = Worst.Of(variant.Where(static kernel => kernel.Decodes).Select(static kernel => kernel.Code));
                text.Append($"| {family.Name} | {variant.Key} | {Number(all.Pipelines)} | {Number(all.Spilling)} | {Number(all.Spills)} | {Number(all.ScratchBytes)} B | {Number(all.SharedBytes)} B | ");
                text.Append($"{(decode.Waves is long least ? $"{Number(least)} ({decode.MeanWaves!.Value.ToString("F1", CultureInfo.InvariantCulture)})" : "")} | {Kilo(all.CodeBytes)} | {Kilo(all.TotalCode)} |\n");
            }
        }
    }

    private static void Kernels(StringBuilder text, string title, IReadOnlyList<(Family Family, FamilyReport Report)> families, bool decodes)
    {
        text.Append($"\n## {title}\n\nThe worst of all models and formats: registers / waves / code, and spills where there are any.\n\n");
        text.Append($"| kernel | {string.Join(" | ", families.Select(static family => family.Family.Name))} |\n|---{string.Concat(families.Select(static _ => "|---"))}|\n");
        foreach (string kernel in families.SelectMany(static family => family.Report.Kernels).Where(kernel => kernel.Decodes == decodes).Select(static kernel => kernel.Kernel).Distinct().Order(System.StringComparer.Ordinal))
        {
            text.Append($"| {kernel} |");
            foreach ((_, FamilyReport report) in families)
            {
                CodeStatistics[] codes = [.. report.Kernels.Where(known => known.Kernel == kernel && known.Decodes == decodes).Select(static known => known.Code)];
                text.Append($" {(codes.Length == 0 ? "" : Cell(Worst.Of(codes)))} |");
            }

            text.Append('\n');
        }
    }

    private static string Cell(Worst worst) =>
        $"{Number(worst.Registers)} / {(worst.Waves is long waves ? Number(waves) : "-")} / {Kilo(worst.CodeBytes)}{(worst.Spills > 0 ? $", **{Number(worst.Spills)} spills**" : "")}";

    private static string Joined(IEnumerable<string> names) => string.Join(", ", names.Distinct());

    private static string Kilo(long bytes) => (bytes / 1024.0).ToString("F1", CultureInfo.InvariantCulture) + "k";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
