using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Cpu;

/// <summary>Where an op stands, and the texts of what it reads and writes.</summary>
internal sealed record CallSite(CpuPlan Plan, Block Block, ValueBuffers Values, Node Node)
{
    /// <summary>Whether it is part of what is computed for the rows whose logits are wanted.</summary>
    public bool IsExit => Plan.Tower.Advances && Plan.Tower.Exits.Contains(Block);

    /// <summary>The number that weights are counted by: a layer's, a tap's reading's, or none.</summary>
    public string Layer => Plan.NumberOf(Block) ?? "-1";

    public string Result => IsExit && ValueBuffers.IsOutput(Block.Body, Node) ? "c.Output" : Text(Node.Result);

    public string Layout => "Layout." + LayoutText.NameOf(Node.Op);

    public string Buffer(int input) => Text(Node.Inputs[input]);

    public string Slot(int input) => Block.Body.Define(Node.Inputs[input]).Op is Weight weight
        ? "Slot." + WeightManifestText.NameOf(weight.Slot)
        : throw new IrException($"{Block.Name}: input {Literal.Of(input)} of {Node.Op} is no weight");

    /// <summary>The slot of a bias, or -1.</summary>
    public string Bias(int input) => "bias: " + (Node.Inputs.Count > input ? Slot(input) : "-1");

    /// <summary>What an exit computes of the last column: its rows are chosen before.</summary>
    public string BeforeLastColumn(int input) =>
        Block.Body.Define(Node.Inputs[input]) is { Op: LastColumn } last && Block.Body.Define(last.Inputs[0]).Op is RmsNorm
            ? Text(last.Inputs[0])
            : throw new IrException($"{Block.Name}: not a norm and a product of the last column\n{Block.Body}");

    private string Text(ValueId value)
    {
        Node node = Block.Body.Define(value);
        return node.Op is MergeRows merge ? $"{Text(node.Inputs[0])}.Merge({Literal.Of(merge.Count)})" : $"{Plan.Prefix}Buffer.{Plan.Arena.NameOf(Block, Values[value])}";
    }
}
