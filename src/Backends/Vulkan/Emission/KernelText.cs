using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>The kernels: a table that says what each binds and on which grid it runs, and their GLSL in one file a topic.</summary>
internal static class KernelText
{
    public static GeneratedFile Table(ModelJob job, KernelTable kernels) => ClassFile.Emit(job, "Kernels", "the kernels and their grids", writer =>
    {
        writer.Summary("The kernels, by their place in the table.");
        using (writer.Open("private static class Kernel"))
        {
            for (int index = 0; index < kernels.Kernels.Count; index++)
            {
                writer.Line($"public const int {kernels.Kernels[index].Kernel.Name} = {Literal.Of(index)};");
            }
        }

        writer.Line().Summary("What each kernel binds after the step buffer, and its grid: workgroups are <c>ceil(factor * extent / (per * unit))</c> along an axis.");
        using (writer.Open("private static class KernelTable"))
        {
            WriteWords(writer);
            writer.Line();
            using (writer.Open($"public static {VulkanNames.Kernel}[] Create() =>", "[", "];"))
            {
                foreach (NamedKernel kernel in kernels.Kernels)
                {
                    if (kernel.Origin.Length > 0)
                    {
                        writer.Line("// " + kernel.Origin);
                    }

                    writer.Line(Definition(kernel.Kernel, kernels.Reorders) + ",");
                }
            }
        }
    });

    public static IEnumerable<GeneratedFile> Sources(ModelJob job, KernelTable kernels)
    {
        foreach (KernelTopic topic in (KernelTopic[])Enum.GetValues(typeof(KernelTopic)))
        {
            NamedKernel[] ofTopic = [.. kernels.Kernels.Where(kernel => kernel.Topic == topic)];
            if (ofTopic.Length > 0)
            {
                yield return ClassFile.Emit(job, "Kernels." + topic, $"GLSL of the kernels for {Words(topic)}", writer => WriteSources(writer, ofTopic));
            }
        }
    }

    private static void WriteSources(CodeWriter writer, IReadOnlyList<NamedKernel> kernels)
    {
        writer.Summary("GLSL; its SPIR-V is made by the build where that has a shader compiler, else when the model is loaded. Constants of the config stand at the top of each kernel.");
        using (writer.Open("private static partial class Glsl"))
        {
            WriteTexts(writer, kernels);
        }
    }

    private static void WriteTexts(CodeWriter writer, IReadOnlyList<NamedKernel> kernels)
    {
        for (int index = 0; index < kernels.Count; index++)
        {
            if (index > 0)
            {
                writer.Line();
            }

            Kernel kernel = kernels[index].Kernel;
            if (kernels[index].Origin.Length > 0)
            {
                writer.Summary(CSharpName.Xml(kernels[index].Origin) + ".");
            }

            writer.Line($"public const string {kernel.Name} =");
            using (writer.Indented())
            {
                // A quotation of three marks ends at the same indentation, so the kernel's own text is what stands between.
                writer.Line("\"\"\"").Line(kernel.Text).Line("\"\"\";");
            }
        }
    }

    /// <summary>The enumerations' members as plain words, so that the table reads as a table.</summary>
    private static void WriteWords(CodeWriter writer)
    {
        void Words(string type, string prefix, params string[] members)
        {
            foreach (string member in members)
            {
                writer.Line($"private const {type} {prefix}{member} = {type}.{member};");
            }
        }

        Words(VulkanNames.BindingAccess, "", "Read", "Write", "ReadWrite");
        Words(VulkanNames.KernelClass, "", "Gemv", "Gemm", "Subgroup", "Lane", "Workgroup");
        Words(VulkanNames.Extent, "", "Rows", "Batch", "Tokens", "KeySplits", "Window");
        Words(VulkanNames.GridUnit, "Per", "Subgroup", "Rows", "Lane");
    }

    private static string Definition(Kernel kernel, bool reorders)
    {
        string bindings = Literal.List(kernel.Bindings.Select(static binding => binding.Access.ToString()));
        string segments = kernel.SegmentKeys > 0 ? ", SegmentKeys: " + Literal.Of(kernel.SegmentKeys) : "";
        return $"new(nameof(Kernel.{kernel.Name}), Glsl.{kernel.Name}, {kernel.Class}, {bindings}, " +
            $"X: {Axis(kernel.Grid.X)}, Y: {Axis(kernel.Grid.Y)}, Z: {Axis(kernel.Grid.Z)}{segments}{Cut(kernel.BindingCut)}{States(kernel.BindingStates)}{(reorders ? Product(kernel.BindingProduct) : "")})";
    }

    private static string Cut(KernelCut? cut)
    {
        string rows = cut is { RowsPerItem: > 1 } ? ", RowsPerItem: " + Literal.Of(cut.RowsPerItem) : "";
        string accumulates = cut is { Accumulates: true } ? ", Accumulates: true" : "";
        return cut is null ? "" : $", Cut: new(Binding: {Literal.Of(cut.Binding)}, Items: {Literal.Of(cut.Items)}{rows}{accumulates}{(cut.Group > 1 ? ", Group: " + Literal.Of(cut.Group) : "")})";
    }

    private static string States(StateCut? states) =>
        states is null ? "" : $", States: new({Literal.List(states.Bindings.Select(Literal.Of))}{(states.Joins ? ", Joins: true" : "")})";

    private static string Product(KernelProduct? product) => product is null
        ? ""
        : $", Product: new(Weights: {Literal.Of(product.Weights)}, Inputs: {Literal.Of(product.Inputs)}{(product.Norm is int norm ? ", Norm: " + Literal.Of(norm) : "")})";

    private static string Axis(GridAxis axis)
    {
        string extent = axis.Extent == Extent.One ? "" : ", " + axis.Extent;
        string unit = axis.Unit == GridUnit.Group ? "" : (extent.Length == 0 ? ", Unit: Per" : ", Per") + axis.Unit;
        string per = axis.Per == 1 ? "" : ", Per: " + Literal.Of(axis.Per);
        return $"new({Literal.Of(axis.Factor)}{extent}{unit}{per})";
    }

    private static string Words(KernelTopic topic) => topic switch
    {
        KernelTopic.Linear => "embeddings and matrix products",
        KernelTopic.Norm => "norms",
        KernelTopic.Attention => "attention",
        KernelTopic.DeltaNet => "linear attention",
        KernelTopic.Experts => "experts",
        _ => throw new IrException($"topic {topic}"),
    };
}
