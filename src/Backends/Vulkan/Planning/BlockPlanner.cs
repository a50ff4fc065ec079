using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>Turns the nodes of a fused block into kernel calls, finds what memory every operand is, and schedules them.</summary>
/// <param name="residual">The residual stream of the block's tower.</param>
/// <param name="pinned">What outlives a block: the residual streams of all towers, and router logits.</param>
/// <param name="hasOrders">As <see cref="OpSite.HasOrders"/>.</param>
internal sealed class BlockPlanner(ScratchBuffer residual, IReadOnlyList<ScratchBuffer> pinned, bool hasOrders = false)
{
    /// <summary>The name of the residual stream's buffer.</summary>
    public const string ResidualName = "X";

    /// <summary>The name of the buffer of router logits, which is read behind a layer.</summary>
    public const string RouterLogitsName = "RouterLogits";

    public static ScratchBuffer RouterLogits(ExpertsSpec experts) =>
        new(RouterLogitsName, ScratchUnit.Row, Activations.RowBytes(experts.Count + (experts.SharedWidth is null ? 0 : 1)));

    public static ScratchBuffer Residual(string prefix, int width) => new(prefix + ResidualName, ScratchUnit.Row, Activations.RowBytes(width));

    public PlannedBlock Plan(RecordedFunction form, string function, Block block, BlockRole role)
    {
        IReadOnlyList<string> names = ValueNames.Of(block.Body);
        List<KernelCall> calls = [];
        List<Work> works = [];
        foreach (Node node in block.Body.Nodes)
        {
            OpSite site = new(form, block.Body, node) { HasOrders = hasOrders };
            foreach (KernelCall call in OpTable.Lower(site))
            {
                Resource[] resources = [.. call.Operands.Select(operand => Resolve(operand, site, role, names))];
                calls.Add(call);
                works.Add(new Work(call.Use.Length > 0 ? call.Use : CSharpName.Pascal(block.Name), resources.Select((resource, index) => UseOf(resource, call.Kernel.Bindings[index].Access)).ToEquatableArray()));
            }
        }

        BlockPlan plan = WorkScheduler.Plan(block.Name, works, pinned);
        ScheduleVerifier.Verify(plan);
        return new PlannedBlock(function, block.Name, block.About, calls.ToEquatableArray(), plan);
    }

    private static Use UseOf(Resource resource, BindingAccess access) =>
        new(resource, Reads: access != BindingAccess.Write, Writes: access != BindingAccess.Read);

    private Resource Resolve(Operand operand, OpSite site, BlockRole role, IReadOnlyList<string> names) => operand switch
    {
        Operand.Value value => Resolve(value.Id, site, role, names),
        Operand.Workspace space => new Resource.Scratch(new ScratchBuffer(WorkspaceName(space, site), space.Unit, space.Bytes)),
        Operand.Order order => new Resource.Order(((Weight)site.Graph.Define(order.Weight).Op).Slot),
        Operand.State state => new Resource.State(state.Spec, state.Part),
        Operand.Session session => new Resource.Session(session.Buffer),
        _ => throw new IrException($"operand {operand}"),
    };

    private Resource Resolve(ValueId id, OpSite site, BlockRole role, IReadOnlyList<string> names)
    {
        Node node = site.Graph.Define(id);
        bool isResult = site.Graph.Results.Contains(id);
        return node switch
        {
            { Op: Weight weight } => new Resource.Weight(weight.Slot),
            { Op: Parameter { Port: InputPort.Tokens } } => new Resource.Session(SessionBuffer.Tokens),
            { Op: Parameter { Port: InputPort.Positions } } => new Resource.Session(SessionBuffer.Rope),
            { Op: Parameter { Port: InputPort.Patches } } => new Resource.Session(SessionBuffer.Patches),
            { Op: Parameter { Port: InputPort.Taps } } => new Resource.Session(SessionBuffer.Taps),
            { Op: Parameter { Port: InputPort.Segments } } => new Resource.Session(SessionBuffer.Segments),
            { Op: Parameter { Port: InputPort.Residual } } => new Resource.Scratch(residual),
            _ when role == BlockRole.Entry && Begins(site.Graph, id) => new Resource.Scratch(residual),
            { Op.InPlaceInput: >= 0 } => Resolve(node.Inputs[node.Op.InPlaceInput], site, role, names),
            _ when isResult && role == BlockRole.Exit => new Resource.Session(SessionBuffer.Output),
            _ when isResult => throw new IrException($"{node.Op}: a layer's result is not the residual stream"),
            _ => new Resource.Scratch(new ScratchBuffer(names[id.Index], site.RowUnit, Activations.RowBytes(node.Type))),
        };
    }

    /// <summary>Whether an entry's result overwrites the value, at once or on the way.</summary>
    private static bool Begins(Graph graph, ValueId id)
    {
        Node node = graph.Define(graph.Results[0]);
        while (node.Op.InPlaceInput >= 0 && node.Result != id)
        {
            node = graph.Define(node.Inputs[node.Op.InPlaceInput]);
        }

        return node.Result == id;
    }

    /// <summary>A second node with workspaces of one name gets its own.</summary>
    private static string WorkspaceName(Operand.Workspace space, OpSite site)
    {
        int before = site.Graph.Nodes.Take(site.Node.Result.Index).Count(node => node.Op.GetType() == site.Node.Op.GetType());
        return before == 0 ? space.Name : space.Name + Literal.Of(before + 1);
    }
}
