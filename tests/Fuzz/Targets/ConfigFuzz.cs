using System.Linq;
using System.Text;
using System.Threading;
using Modelwright.Compiler;
using Modelwright.IR;

namespace Modelwright.Fuzz;

/// <summary>The compiler's one input: every text is a model or has messages at its places, and no message is that the compiler is at fault.</summary>
public class ConfigFuzz
{
    private static readonly CompileTarget Target = new("Fuzz", "Model", "public", "config.json", ["Vulkan", "TorchSharp"]);

    [Fact]
    public void Binding() => FuzzRun.Run(
        [.. Seeds.Of("configs", "*.json"), .. Seeds.Of("goldens", "config.json")],
        static bytes =>
        {
            BindResult bound = ModelCompiler.Bind(Text(bytes), CancellationToken.None);
            RequireNoDefect(bound.Messages);
            Refuse(bound.Spec is null, bound.Messages);
        },
        static e => e is RefusedConfigException);

    [Fact]
    public void Compiling() => FuzzRun.Run(
        [.. Seeds.Of("goldens", "config.json").Take(4)],
        static bytes =>
        {
            CompiledConfig compiled = ModelCompiler.Compile(Text(bytes), Target, CancellationToken.None);
            RequireNoDefect(compiled.Messages);
            Refuse(compiled.Bound.Spec is null, compiled.Messages);
            Assert.NotEmpty(compiled.Files);
        },
        static e => e is RefusedConfigException);

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private static void RequireNoDefect(EquatableArray<CompilerMessage> messages) =>
        Assert.DoesNotContain(messages, static message => message.Id == MessageId.InternalError);

    private static void Refuse(bool refused, EquatableArray<CompilerMessage> messages)
    {
        if (refused)
        {
            Assert.NotEmpty(messages);
            throw new RefusedConfigException();
        }
    }
}
