using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>Where an op stands: its block, the form that is written, and what its inputs are called there.</summary>
internal sealed record NodeSite(ModelText Model, Graph Graph, Node Node, Form Form, IReadOnlyDictionary<ValueId, string> Names)
{
    /// <summary>What an input is called.</summary>
    public string X(int input = 0) => Names[Node.Inputs[input]];

    public int Width(int input = 0) => Graph.TypeOf(Node.Inputs[input]).Width;

    public WeightSlot Weight(int input) => Graph.Define(Node.Inputs[input]).Op is Weight weight
        ? weight.Slot
        : throw new IrException($"{Node.Op}: input {input} is no weight\n{Graph}");

    /// <summary>All weights, in the order of the inputs.</summary>
    public WeightSlot[] Weights => [.. Node.Inputs.Select(Graph.Define).Select(static node => node.Op).OfType<Weight>().Select(static weight => weight.Slot)];

    /// <summary>A module of the runtime's that has the weight of an input.</summary>
    public ModuleField Module(int weight, string type, string create) => new(ParameterPath.Of(Weight(weight)).Module, type, create, Keys);

    /// <summary>What stands in parentheses behind the origin.</summary>
    private string Keys
    {
        get
        {
            int start = Node.Origin.IndexOf('(') + 1;
            return start > 0 && Node.Origin.EndsWith(")", StringComparison.Ordinal) ? Node.Origin.Substring(start, Node.Origin.Length - start - 1) : "";
        }
    }

    /// <summary>A module of a class that is generated: one for each text that differs.</summary>
    /// <param name="topic">What it is called where there is one.</param>
    /// <param name="about">What the file holds, for its header.</param>
    /// <param name="text">Its text.</param>
    /// <param name="arguments">What its constructor gets behind <c>parameters</c>.</param>
    public ModuleField Module(string topic, string about, ClassText text, string arguments = "")
    {
        string name = Model.Classes.Name(topic, about, text);
        return new ModuleField(ParameterPath.Common(Weights), name, $"new {name}(parameters{arguments})");
    }
}
