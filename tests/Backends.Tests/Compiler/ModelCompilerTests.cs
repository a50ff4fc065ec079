using System;
using System.Linq;
using System.Threading;
using Modelwright.Compiler;
using Modelwright.IR;
using Modelwright.IR.Tests;

namespace Modelwright.Backends.Tests;

public class ModelCompilerTests
{
    private static readonly CompileTarget Both = new("Models", "Tiny", "public", "config.json", ["Vulkan", "torchsharp"]);

    [Fact]
    public void A_config_becomes_a_class_for_each_backend()
    {
        CompiledConfig compiled = ModelCompiler.Compile(TestFiles.Golden("qwen3_dense"), Both, CancellationToken.None);

        Assert.Empty(compiled.Messages);
        Assert.Contains("Models.Tiny.g.cs", compiled.Files.Select(static file => file.HintName));
        Assert.Contains("Models.TinyTorchSharp.g.cs", compiled.Files.Select(static file => file.HintName));
        Assert.Equal(compiled.Files.Count, compiled.Files.Select(static file => file.HintName).Distinct().Count());
    }

    [Fact]
    public void A_config_with_errors_becomes_messages_and_empty_classes()
    {
        CompiledConfig compiled = ModelCompiler.Compile("""{ "model_type": "qwen3", "hidden_size": "wide" }""", Both, CancellationToken.None);

        Assert.Equal(MessageId.WrongType, Assert.Single(compiled.Messages).Id);
        Assert.Equal(["Models.Tiny.g.cs", "Models.TinyTorchSharp.g.cs"], compiled.Files.Select(static file => file.HintName));
        Assert.All(compiled.Files, static file => Assert.Contains("has errors", file.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_defect_is_a_message_that_names_the_step()
    {
        ModelSpec impossible = TinySpecs.Next with { LinearAttention = null };

        CompiledModel model = ModelCompiler.Compile(new CompileJob("", "Tiny", "public", "config.json", "Vulkan", impossible), CancellationToken.None);

        Assert.Equal(new CompilerMessage(MessageId.InternalError, "", ["lowering", "a linear_attention layer without linear_* sizes"]), Assert.Single(model.Messages).Message);
        Assert.Equal("Tiny.g.cs", Assert.Single(model.Files).HintName);
    }

    [Fact]
    public void Cancellation_passes_through()
    {
        CancellationToken cancelled = new(canceled: true);

        Assert.Throws<OperationCanceledException>(() => ModelCompiler.Compile(TestFiles.Golden("qwen3_dense"), Both, cancelled));
        Assert.Throws<OperationCanceledException>(() => ModelCompiler.Compile(new CompileJob("", "Tiny", "public", "config.json", "Vulkan", TinySpecs.Next), cancelled));
    }
}
