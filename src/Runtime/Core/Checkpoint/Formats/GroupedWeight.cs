using System;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime;

/// <summary>What the integer formats share: groups of columns, scales of floating point, codes of 4 or 8 bits that are kept signed.</summary>
internal abstract class GroupedWeight : PackedWeight
{
    protected GroupedWeight(CheckpointTensor codes, string name, CheckpointTensor scales, int bits, int group, int columns, int[]? groupOf, bool zeros)
        : base(codes.File, name)
    {
        (Bits, Scales, GroupOf) = (bits, scales, groupOf);
        bool wide = scales.Format != ElementFormat.Float16;
        ScaledBlocks? blocks = Fitting(group, columns, least: bits == 4 ? 32 : 16) is not int fitting ? null
            : bits == 4 ? new Int4Blocks(fitting, wide, zeros)
            : new Int8Blocks(fitting, wide, zeros);
        Blocks = groupOf is null ? blocks : null;
        Order = groupOf is null || blocks is null ? null : GroupedColumns.Of(groupOf, group);
        OrderedBlocks = Order is null ? null : blocks;
    }

    public sealed override string DType => FormattableString.Invariant($"{Bits}-bit integers");

    protected int Bits { get; }

    protected CheckpointTensor Scales { get; }

    /// <summary>Codes in a word.</summary>
    protected int Fields => 32 / Bits;

    /// <summary>What an unsigned code is less when it is kept signed.</summary>
    protected int Middle => 1 << (Bits - 1);

    protected sealed override float ValueOf(sbyte code) => code;

    /// <summary>A zero, kept signed as codes are.</summary>
    protected sbyte Zero(int zero) => zero - Middle is >= sbyte.MinValue and <= sbyte.MaxValue and int kept ? (sbyte)kept : throw Fault($"a zero of {zero}, which no {Bits}-bit code has");

    /// <summary>The group of each column by a tensor of them; null where the groups follow each other.</summary>
    protected static int[]? ReadGroupOf(CheckpointTensor? tensor, string name, int columns, int group, int groups)
    {
        if (tensor is null)
        {
            return null;
        }

        if (tensor.ElementCount != columns || tensor.Format != ElementFormat.Int32)
        {
            throw new PackedWeightException(tensor.File, name, $"g_idx has {tensor.ElementCount} entries in {tensor.DType}; wanted {columns} in I32");
        }

        int[] of = new int[columns];
        tensor.ReadBytes(0, MemoryMarshal.AsBytes(of.AsSpan()));
        bool follow = true;
        for (int column = 0; column < columns; column++)
        {
            of[column] = of[column] == -1 ? column / group : of[column];
            follow &= of[column] == column / group;
            if (of[column] < 0 || of[column] >= groups)
            {
                throw new PackedWeightException(tensor.File, name, FormattableString.Invariant($"g_idx puts column {column} into group {of[column]} of {groups}"));
            }
        }

        return follow ? null : of;
    }

    /// <summary>Columns of a group and groups of a row, by what the config says and what the scales are.</summary>
    protected static (int Group, int Groups) GroupsOf(CheckpointTensor scales, string name, long found, int columns, int configured)
    {
        int group = configured <= 0 || configured > columns ? columns : configured;
        int groups = (columns + group - 1) / group;
        return found == groups && scales.Format.IsWeightFormat()
            ? (group, groups)
            : throw new PackedWeightException(scales.File, name, FormattableString.Invariant($"{found} scales a row in {scales.DType}; {columns} columns in groups of {group} want {groups}, in floating point"));
    }

    protected static void Require(bool condition, CheckpointTensor tensor, string name, string wanted)
    {
        if (!condition)
        {
            throw new PackedWeightException(tensor.File, name, $"'{tensor.Name}' is {tensor.DType} [{string.Join(", ", tensor.Shape)}]; wanted {wanted}");
        }
    }
}
