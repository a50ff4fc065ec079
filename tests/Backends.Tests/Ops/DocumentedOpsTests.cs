using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using Modelwright.Backends.Cpu;
using Modelwright.Backends.TorchSharp;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;
using Modelwright.IR.Tests;
using Modelwright.Tests;

namespace Modelwright.Backends.Tests;

/// <summary>docs/ir.md names every op, and for every backend what it accepts; no table has an entry that no model reaches.</summary>
public class DocumentedOpsTests
{
    private static readonly ModelSpec Classifier = TinySpecs.Dense with { Head = Head.SequenceClassification, Labels = new LabelSpec(((string[])["no", "yes"]).ToEquatableArray(), Bias: false, Problem: null, Dropout: 0.1) };
    private static readonly Module[] Lowered = [.. ((ModelSpec[])[TinySpecs.Dense, TinySpecs.Next, TinySpecs.Dense with { Head = Head.Model }, Classifier]).Select(ModelLowering.Lower)];
    private static readonly Tower Vision = VisionLowering.Lower(TinyVision.Spec);

    [Fact]
    public void The_document_lists_the_IR() => Compare(typeof(Op).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(Op))), Blocks(Lowered).Concat(Vision.Blocks), "## Ops");

    [Fact]
    public void The_document_lists_what_Vulkan_accepts() =>
        Compare(Vulkan.OpTable.Entries.Ops, Lowered.SelectMany(static module => (Tower[])[VulkanPipeline.Run(module.Text, VulkanPipeline.Decode, CancellationToken.None), VulkanPipeline.Run(module.Text, VulkanPipeline.Prefill, CancellationToken.None)]).Append(VulkanPipeline.Run(Vision, VulkanPipeline.Encode, CancellationToken.None)).SelectMany(static tower => tower.Blocks), "### Vulkan");

    [Fact]
    public void The_document_lists_what_the_CPU_accepts() =>
        Compare(Cpu.OpTable.Entries.Ops, Lowered.SelectMany(static module => module.Towers).Append(Vision).SelectMany(static tower => CpuPipeline.Run(tower, CancellationToken.None).Blocks), "### Cpu");

    [Fact]
    public void The_document_lists_what_TorchSharp_accepts() => Compare(
        TorchSharp.OpTable.Entries.Ops,
        Lowered.SelectMany(static module => module.Text.Blocks).Concat(Vision.Blocks).Select(static block => PassRunner.Run(block, TorchSharpPipeline.Passes, static _ => true, CancellationToken.None)),
        "### TorchSharp");

    private static IEnumerable<Block> Blocks(IEnumerable<Module> modules) => modules.SelectMany(static module => module.Towers).SelectMany(static tower => tower.Blocks);

    private static void Compare(IEnumerable<Type> kinds, IEnumerable<Block> blocks, string heading)
    {
        Dictionary<Type, string> names = [];
        foreach (Op op in blocks.SelectMany(static block => block.Body.Nodes).Select(static node => node.Op))
        {
            names[op.GetType()] = op.Name;
        }

        Assert.Empty(kinds.Where(kind => !names.ContainsKey(kind)).Select(static kind => kind.Name));
        Assert.Equal(kinds.Select(kind => names[kind]).Order(), Listed(heading).Order());
    }

    /// <summary>The ops in the first column of the table under a heading.</summary>
    private static IEnumerable<string> Listed(string heading)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "ir.md"));
        return lines.SkipWhile(line => line != heading).Skip(1).TakeWhile(static line => !line.StartsWith('#'))
            .Where(static line => line.StartsWith('|')).Select(static line => line.Split('|')[1])
            .SelectMany(static cell => Regex.Matches(cell, "`([a-z0-9_]+)`")).Select(static match => match.Groups[1].Value);
    }
}
