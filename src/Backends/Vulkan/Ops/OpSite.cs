using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>A node that becomes kernel calls, and where it stands.</summary>
internal sealed record OpSite(RecordedFunction Function, Graph Graph, Node Node)
{
    /// <summary>Whether one row a sequence is computed: matrix times vector, and norms fused in.</summary>
    public bool OneRow => Function is RecordedFunction.Decode or RecordedFunction.Last;

    /// <summary>What scratch buffers with one entry a row are counted by.</summary>
    public ScratchUnit RowUnit => OneRow ? ScratchUnit.Sequence : ScratchUnit.Row;

    /// <summary>Whether checkpoints may have the columns of matrices in orders of their own. Products with all rows of a matrix are the runtime's concern.</summary>
    public bool HasOrders { get; init; }

    public ValueId Result => Node.Result;

    public ValueId Input(int index) => Node.Inputs[index];

    /// <summary>An input the node may not have.</summary>
    public Operand? Optional(int? index) => index is int present ? new Operand.Value(Input(present)) : null;

    /// <summary>The name of the weight that is an input, as a C# name.</summary>
    public string WeightName(int index) =>
        Graph.Define(Node.Inputs[index]).Op is Weight weight ? CSharpName.Pascal(weight.Slot.Name) : throw new IrException($"{Node.Op}: input {index} is no weight");

    /// <summary>Memory for this node's kernels, <paramref name="bytes"/> a row.</summary>
    public Operand.Workspace RowSpace(string name, long bytes) => new(name, RowUnit, bytes);

    /// <summary>The name kernels are emitted under until the model's kernels are named together.</summary>
    public string NameOf(string use) => Function + use;

    /// <summary>A call with what the kernel's operands are, by their names and in any order; null for those this node does not have.</summary>
    public KernelCall Call(Kernel kernel, KernelTopic topic, string use, params (string Name, Operand? Operand)[] operands)
    {
        Dictionary<string, Operand> given = [];
        foreach ((string name, Operand? operand) in operands)
        {
            if (operand is not null)
            {
                given.Add(name, operand);
            }
        }

        if (!given.Keys.OrderBy(static name => name).SequenceEqual(kernel.Bindings.Select(static binding => binding.Name).OrderBy(static name => name)))
        {
            throw new IrException($"{kernel.Name} has the operands {string.Join(", ", kernel.Bindings.Select(static binding => binding.Name))}, and {string.Join(", ", given.Keys)} are given for {Node.Op}");
        }

        return new KernelCall(kernel, topic, use, kernel.Bindings.Select(binding => given[binding.Name]).ToEquatableArray(), Node.Origin);
    }
}
