using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>A node that becomes kernel calls, and where it stands.</summary>
internal sealed record OpSite(RecordedFunction Function, Graph Graph, Node Node)
{
    /// <summary>Whether one row a sequence is computed: matrix times vector, and norms fused in.</summary>
    public bool OneRow => Function is RecordedFunction.Decode or RecordedFunction.LastLogits;

    /// <summary>What scratch buffers with one entry a row are counted by.</summary>
    public ScratchUnit RowUnit => OneRow ? ScratchUnit.Sequence : ScratchUnit.Row;

    public ValueId Result => Node.Result;

    public ValueId Input(int index) => Node.Inputs[index];

    /// <summary>The name of the weight that is an input, as a C# name.</summary>
    public string WeightName(int index) =>
        Graph.Define(Node.Inputs[index]).Op is Weight weight ? CSharpName.Pascal(weight.Slot.Name) : throw new IrException($"{Node.Op}: input {index} is no weight");

    /// <summary>Memory for this node's kernels, <paramref name="bytes"/> a row.</summary>
    public Operand.Workspace RowSpace(string name, long bytes) => new(name, RowUnit, bytes);

    /// <summary>The name kernels are emitted under until the model's kernels are named together.</summary>
    public string NameOf(string use) => Function + use;

    public KernelCall Call(Kernel kernel, KernelTopic topic, string use, params Operand[] operands)
    {
        if (kernel.Bindings.Count != operands.Length)
        {
            string bindings = string.Join(", ", kernel.Bindings.Select(static binding => binding.Name));
            throw new IrException($"{kernel.Name} binds {bindings}, and {operands.Length} operands are given for {Node.Op}");
        }

        return new KernelCall(kernel, topic, use, operands.ToEquatableArray(), Node.Origin);
    }
}
