using System;
using System.Threading;

namespace Modelwright.IR.Tests;

/// <summary>A pass's result is verified before the next one sees it, and what a backend has nothing for is named.</summary>
public sealed class PassRunnerTests
{
    private static readonly TensorType Rows8 = TensorType.Of(ElementType.F32, Dim.Rows, 8);

    [Fact]
    public void Passes_run_in_their_order()
    {
        string ran = "";
        Graph graph = PassRunner.Run(Sum(), [new Pass("one", Note("1")), new Pass("two", Note("2"))], CancellationToken.None);

        Assert.Equal("12", ran);
        Assert.Equal(Sum(), graph);

        Func<Graph, Graph> Note(string word) => given =>
        {
            ran += word;
            return given;
        };
    }

    [Fact]
    public void A_graph_that_is_broken_from_the_start_is_lowering_s()
    {
        IrException error = Assert.Throws<IrException>(() => PassRunner.Run(Broken(Sum()), [], CancellationToken.None));
        Assert.StartsWith("after lowering:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pass_that_breaks_the_graph_is_named()
    {
        IrException error = Assert.Throws<IrException>(() => PassRunner.Run(Sum(), [new Pass("break-it", Broken), new Pass("mend-it", static _ => Sum())], CancellationToken.None));
        Assert.StartsWith("after break-it:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_pass_begins_after_cancellation()
    {
        using CancellationTokenSource source = new();
        Pass first = new("first", graph =>
        {
            source.Cancel();
            return graph;
        });
        Assert.Throws<OperationCanceledException>(() => PassRunner.Run(Sum(), [first, new Pass("second", static _ => throw new InvalidOperationException("a pass ran"))], source.Token));
    }

    [Fact]
    public void What_the_backend_has_nothing_for_is_named_with_its_block()
    {
        Block block = new("layer", "a layer", Sum());
        Assert.Equal(block, PassRunner.Run(block, [], static op => op is Parameter or Add, CancellationToken.None));

        IrException error = Assert.Throws<IrException>(() => PassRunner.Run(block, [], static op => op is Parameter, CancellationToken.None));
        Assert.StartsWith("layer: the backend has nothing for add", error.Message, StringComparison.Ordinal);
    }

    private static Graph Broken(Graph graph) => graph with { Results = [new ValueId(graph.Nodes.Count)] };

    private static Graph Sum()
    {
        GraphBuilder b = new();
        ValueId x = b.Add(new Parameter(InputPort.Residual, Rows8));
        ValueId y = b.Add(new Parameter(InputPort.Tokens, Rows8));
        return b.Build(b.Add(new Add(), x, y));
    }

    private sealed class Pass(string name, Func<Graph, Graph> run) : IPass
    {
        public string Name => name;

        public Graph Run(Graph graph) => run(graph);
    }
}
