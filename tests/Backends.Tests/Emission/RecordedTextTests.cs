using System.Linq;
using System.Threading;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;
using Modelwright.IR.Tests;

namespace Modelwright.Backends.Tests;

/// <summary>Tables of kernels and recorded functions as C#, where no small model shows them: products whose inputs may be reordered, several towers, and nothing to say of an origin.</summary>
public class RecordedTextTests
{
    private static readonly ModelJob Job = new("Generated", "Model", "public", "config.json", TinySpecs.Dense);
    private static readonly NormSpec Norm = new(1e-6f, ZeroCentred: false);

    private static readonly NamedKernel[] Kernels =
    [
        new(GemvKernel.Emit("Plain", Product(null)), KernelTopic.Linear, "mlp.up_proj"),
        new(GemvKernel.Emit("Normed", Product(Norm)), KernelTopic.Linear, ""),
        new(RmsNormKernel.Emit("Norm", 72, Norm, maskPadding: false), KernelTopic.Linear, ""),
    ];

    /// <summary>Operands by their places: x, then weights, then the norm's. Without the kernel that reorders, nobody asks.</summary>
    [Fact]
    public void Products_are_told_where_columns_may_have_an_order()
    {
        NamedKernel reorder = new(ReorderKernel.Emit(72), KernelTopic.Linear, "");
        string told = KernelText.Table(Job, new KernelTable([.. Kernels, reorder])).Text;

        Assert.Matches(@"new\(nameof\(Kernel\.Plain\), .*, Product: new\(Weights: 1, Inputs: 0\)\),\n", told);
        Assert.Matches(@"new\(nameof\(Kernel\.Normed\), .*, Product: new\(Weights: 1, Inputs: 0, Norm: 2\)\),\n", told);
        Assert.Matches(@"new\(nameof\(Kernel\.Norm\), .*, Z: new\(1\)\),\n", told);
        Assert.Matches(@"new\(nameof\(Kernel\.Reorder\), .*, Z: new\(1\)\),\n", told);
        Assert.DoesNotContain("Product:", KernelText.Table(Job, new KernelTable([.. Kernels])).Text);
    }

    [Fact]
    public void A_kernel_has_its_origin_before_it_where_it_has_one()
    {
        KernelTable table = new([.. Kernels]);
        string rows = KernelText.Table(Job, table).Text;
        string sources = KernelText.Sources(Job, table).Single().Text;

        Assert.Contains("            // mlp.up_proj\n            new(nameof(Kernel.Plain),", rows);
        Assert.Contains("),\n            new(nameof(Kernel.Normed),", rows);
        Assert.Contains("        /// <summary>mlp.up_proj.</summary>\n        public const string Plain =\n", sources);
        Assert.Contains("\n\n        public const string Normed =\n", sources);
    }

    [Fact]
    public void A_dispatch_has_its_origin_before_it_where_it_has_one()
    {
        ModelPlan plan = Emitted.Plan(TinySpecs.Dense);
        PlannedBlock block = plan.Text.Decode.Entry;

        Assert.Equal("r.Barrier();\n// model.embed_tokens\nr.Dispatch(Kernel.Embed, [a, a, a]);\n", Written(block));
        Assert.Equal("r.Barrier();\nr.Dispatch(Kernel.Embed, [a, a, a]);\n", Written(block with { Calls = block.Calls.Select(static call => call with { Origin = "" }).ToEquatableArray() }));

        string Written(PlannedBlock block)
        {
            CodeWriter writer = new();
            RecordingText.WriteDispatches(writer, block, static resource => "a", plan.Kernels);
            return writer.ToString();
        }
    }

    /// <summary>Functions of a second tower stand behind those of the first, an empty line between them, and none before the first.</summary>
    [Fact]
    public void Functions_of_several_towers_stand_one_after_the_other()
    {
        string text = RecordingText.Decode(Job, ModelPlanner.Plan(SecondTower.Beside(TinySpecs.Dense), CancellationToken.None)).Text;

        Assert.Contains("partial class Model\n{\n    /// <summary>A layer for one new column a sequence.</summary>\n    private static void DecodeLayer(", text);
        Assert.Contains("    }\n\n    /// <summary>A layer for one new column a sequence.</summary>\n    private static void SideDecodeLayer(", text);
    }

    private static FusedLinear Product(NormSpec? norm) => new(72, 50, norm, Bias: false, LinearEpilogue.None, Activation.Silu, LastColumn: false);
}
