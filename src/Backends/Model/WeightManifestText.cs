using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends;

/// <summary>The weight manifest: for every weight where it is in a checkpoint and how it is put together.</summary>
internal static class WeightManifestText
{
    public static GeneratedFile Emit(ModelJob job, WeightTable table) => ClassFile.Emit(job, "Weights", "the weights and where checkpoints have them", writer =>
    {
        Write(writer, job, table);
        writer.Line();
        WriteSlots(writer, table);
    });

    /// <summary>Writes the method <c>CreateManifest</c> and the nested class <c>Weights</c>.</summary>
    private static void Write(CodeWriter writer, ModelJob job, WeightTable table)
    {
        WritePublicFace(writer);
        writer.Line();
        writer.Summary("Every weight, in the order of <see cref=\"Slot\"/>: rows and columns as the kernels want them, and the checkpoint's tensors they come from.");
        using (writer.Open($"private static {RuntimeNames.WeightManifest} CreateManifest()"))
        {
            string[] layerSets = [.. table.Slots.Select(static slot => Literal.List(slot.Layers)).Where(static list => list != "[]").Distinct()];
            for (int set = 0; set < layerSets.Length; set++)
            {
                writer.Line($"int[] {LayerSet(set)} = {layerSets[set]};");
            }

            writer.Line($"const {RuntimeNames.WeightKind} matrix = {RuntimeNames.WeightKind}.Matrix;");
            writer.Line($"const {RuntimeNames.WeightKind} vector = {RuntimeNames.WeightKind}.Vector;");
            using (writer.Open($"{RuntimeNames.WeightSlot}[] slots =", "[", "];"))
            {
                foreach (WeightSlot slot in table.Slots)
                {
                    WriteSlot(writer, slot, System.Array.IndexOf(layerSets, Literal.List(slot.Layers)));
                }
            }

            string head = Literal.List(HeadSlots(job.Spec));
            writer.Line($"return new(slots, IgnoredKeys: {Literal.List(job.Spec.Checkpoint.Ignored.Select(Literal.Of))}){(head == "[]" ? "" : $" {{ HeadSlots = {head} }}")};").Line();
            WriteShorthands(writer, [.. table.Slots.SelectMany(static slot => slot.Alternatives).SelectMany(static way => way.Sources)]);
        }
    }

    /// <summary>The weights' indexes as constants.</summary>
    private static void WriteSlots(CodeWriter writer, WeightTable table)
    {
        writer.Summary("The weights, by their place in the manifest.");
        using (writer.Open("private static class Slot"))
        {
            for (int index = 0; index < table.Slots.Count; index++)
            {
                writer.Line($"public const int {NameOf(table.Slots[index])} = {Literal.Of(index)};");
            }
        }
    }

    /// <summary>The slots of the head's own product, by their names.</summary>
    private static IEnumerable<string> HeadSlots(ModelSpec spec)
    {
        HeadProduct? product = spec.Head.Exit.Product?.Invoke(spec);
        return ((WeightSlot?[])[product?.Weight, product?.Bias]).OfType<WeightSlot>().Select(static slot => Literal.Of(slot.Name));
    }

    public static string NameOf(WeightSlot slot) => CSharpName.Pascal(slot.Name);

    private static void WritePublicFace(CodeWriter writer)
    {
        writer.Summary("The model's weights and where a checkpoint has them.");
        using (writer.Open("public static class Weights"))
        {
            writer.Summary("All weights, with the checkpoint's keys.");
            writer.Line($"public static {RuntimeNames.WeightManifest} Manifest {{ get; }} = CreateManifest();").Line();
            writer.Summary("Compares a checkpoint with the model, by its headers alone: what is missing, left over, or of a wrong shape or type.");
            writer.Line("/// <param name=\"checkpoint\">The checkpoint's folder or file.</param>");
            writer.Line("/// <exception cref=\"global::Modelwright.Runtime.CheckpointException\">It cannot be opened.</exception>");
            writer.Line($"public static {RuntimeNames.WeightReport} Verify(string checkpoint) => Manifest.Verify(checkpoint);");
        }
    }

    private static void WriteSlot(CodeWriter writer, WeightSlot slot, int layerSet)
    {
        string layers = layerSet < 0 ? "[]" : LayerSet(layerSet);
        string kind = slot.Kind == WeightKind.Matrix ? "matrix" : "vector";
        string head = $"new({Literal.Of(slot.Name)}, {kind}, Rows: {Literal.Of(slot.Rows)}, Columns: {Literal.Of(slot.Columns)}, {layers},";
        using (writer.Open(head, "[", "]),"))
        {
            foreach (WeightAlternative alternative in slot.Alternatives)
            {
                writer.Line($"From({string.Join(",\n     ", alternative.Sources.Select(Source))}),");
            }
        }
    }

    /// <summary>Local functions with short names: the table above them is long.</summary>
    private static void WriteShorthands(CodeWriter writer, IReadOnlyList<WeightSource> sources)
    {
        const string Source = RuntimeNames.WeightSource;
        const string Ints = RuntimeNames.EquatableArray + "<int>";
        const string Blocks = RuntimeNames.RowBlock + "[]";
        writer.Line($"static {RuntimeNames.WeightAlternative} From(params {Source}[] sources) => {RuntimeNames.WeightAlternative}.Of(sources);");
        writer.Line($"static {Source} Whole(string key, {Ints} shape, int toRow = 0) => {Source}.Whole(key, shape, toRow);");
        if (sources.Any(static source => source.Flattened))
        {
            writer.Line($"static {Source} Flat(string key, {Ints} shape) => {Source}.Flat(key, shape);");
        }

        if (sources.Any(static source => source.Transposed))
        {
            writer.Line($"static {Source} Transpose(string key, {Ints} shape, params {Blocks} blocks) => {Source}.Transpose(key, shape) is var whole && blocks.Length == 0 ? whole : whole with {{ Blocks = blocks }};");
        }

        if (sources.Any(static source => source.Experts == 0 && !source.Transposed && !IsWhole(source)))
        {
            writer.Line($"static {Source} Part(string key, {Ints} shape, params {Blocks} blocks) => {Source}.Part(key, shape, blocks);");
        }

        if (sources.Any(static source => source.Wide))
        {
            writer.Line("// Stays in 16 bits or more where weights are quantised.");
            writer.Line($"static {Source} Wide({Source} source) => source with {{ Wide = true }};");
        }

        if (sources.Any(static source => source.Experts > 0))
        {
            bool apart = sources.Any(static source => source.Blocks[0].RowStride != 1);
            writer.Line(
                $"static {Source} Each(string key, {Ints} shape, int experts, int toRow, int stride{(apart ? ", int rowStride = 1" : "")}) => " +
                $"{Source}.EachExpert(key, shape, experts, toRow, stride{(apart ? ", rowStride" : "")});");
        }
    }

    private static string Source(WeightSource source) => source.Wide ? $"Wide({Made(source)})" : Made(source);

    private static string Made(WeightSource source)
    {
        string shape = Literal.List(source.Shape);
        RowBlock first = source.Blocks[0];
        if (source.Flattened)
        {
            return $"Flat({Literal.Of(source.Key)}, {shape})";
        }

        if (source.Transposed)
        {
            return $"Transpose({Literal.Of(source.Key)}, {shape}{(IsWhole(source) ? "" : $",\n         {Blocks(source)}")})";
        }

        if (source.Experts > 0)
        {
            string apart = first.RowStride == 1 ? "" : ", rowStride: " + Literal.Of(first.RowStride);
            return $"Each({Literal.Of(source.Key)}, {shape}, experts: {Literal.Of(source.Experts)}, toRow: {Literal.Of(first.TargetStart)}, stride: {Literal.Of(first.ExpertTargetStride)}{apart})";
        }

        return IsWhole(source)
            ? $"Whole({Literal.Of(source.Key)}, {shape}{(first.TargetStart == 0 ? "" : ", toRow: " + Literal.Of(first.TargetStart))})"
            : $"Part({Literal.Of(source.Key)}, {shape},\n         {Blocks(source)})";
    }

    /// <summary>A single block is a list of one: <c>new(…)</c> alone would be taken for the list.</summary>
    private static string Blocks(WeightSource source) =>
        source.Blocks.Count == 1 ? $"[{Block(source.Blocks[0])}]" : string.Join(",\n         ", source.Blocks.Select(Block));

    private static bool IsWhole(WeightSource source) =>
        source.Blocks.Count == 1 && source.Blocks[0] is { Blocks: 1, SourceStart: 0, RowStride: 1 } block && block.Rows == source.Rows;

    private static string Block(RowBlock block) =>
        $"new(SourceStart: {Literal.Of(block.SourceStart)}, SourceStride: {Literal.Of(block.SourceStride)}, TargetStart: {Literal.Of(block.TargetStart)}, " +
        $"TargetStride: {Literal.Of(block.TargetStride)}, Rows: {Literal.Of(block.Rows)}, Blocks: {Literal.Of(block.Blocks)}{(block.RowStride == 1 ? "" : ", RowStride: " + Literal.Of(block.RowStride))})";

    private static string LayerSet(int index) => "layers" + Literal.Of(index + 1);
}
