using System.Linq;

namespace Modelwright.IR;

/// <summary>
/// Proves that a tower's parts fit each other. The rules, by number:
/// T1 the entry makes the residual stream, and every layer takes and gives one of that type.
/// T2 exits and taps take the residual stream.
/// T3 every layer is of a kind there is.
/// T4 a tap reads after layers that there are, none twice.
/// T5 blocks have names of their own.
/// </summary>
internal static class TowerVerifier
{
    /// <exception cref="IrException">A rule is broken; the message says which.</exception>
    public static void Verify(Tower tower)
    {
        TensorType stream = ResultOf(tower.Entry);
        foreach (Block kind in tower.Kinds)
        {
            Require(ResidualOf(kind) == stream && ResultOf(kind) == stream, "T1", $"{tower.Name}: {kind.Name} takes {ResidualOf(kind)} and gives {ResultOf(kind)}, and the stream is {stream}");
        }

        foreach (Block reader in tower.Exits.Concat(tower.Taps.Select(static tap => tap.Block)))
        {
            Require(ResidualOf(reader) == stream, "T2", $"{tower.Name}: {reader.Name} takes {ResidualOf(reader)}, and the stream is {stream}");
        }

        Require(tower.Layers.All(kind => kind >= 0 && kind < tower.Kinds.Count), "T3", $"{tower.Name}: a layer of no kind among {tower.Layers}");
        foreach (Tap tap in tower.Taps)
        {
            bool exist = tap.Layers.All(layer => layer >= 0 && layer < tower.Layers.Count) && tap.Layers.Distinct().Count() == tap.Layers.Count;
            Require(exist, "T4", $"{tower.Name}: {tap.Block.Name} reads after {tap.Layers} of {tower.Layers.Count} layers");
        }

        Require(tower.Blocks.Select(static block => block.Name).Distinct().Count() == tower.Blocks.Count(), "T5", $"{tower.Name}: two blocks of one name");
    }

    private static TensorType ResultOf(Block block) => block.Body.TypeOf(block.Body.Results[0]);

    private static TensorType? ResidualOf(Block block) => block.Body.Nodes.FirstOrDefault(static node => node.Op is Parameter { Port: InputPort.Residual })?.Type;

    private static void Require(bool holds, string rule, string fault)
    {
        if (!holds)
        {
            throw new IrException($"{rule}: {fault}");
        }
    }
}
