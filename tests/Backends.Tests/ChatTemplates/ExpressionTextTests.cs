using System;
using System.Threading;
using Modelwright.Backends.ChatTemplates;
using Modelwright.Templates;

namespace Modelwright.Backends.Tests;

/// <summary>Expressions whose tree is deeper than the stack: chains of operators within brackets are, however few brackets a template may nest.</summary>
public class ExpressionTextTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_nested_too_deep_is_refused_and_no_crash(bool value)
    {
        Expression deep = new NameExpression("x", 0);
        for (int i = 0; i < 20_000; i++)
        {
            deep = value ? new SignExpression(IsMinus: true, deep, 0) : new NotExpression(deep, 0);
        }

        ExpressionText text = new(new LocalNames(), static (_, name) => name);
        Exception? refused = null;
        Thread thread = new(() => refused = Record.Exception(() => value ? text.Value(deep, new NameScope(null)) : text.Condition(deep, new NameScope(null))), maxStackSize: 1 << 19);
        thread.Start();
        thread.Join();

        Assert.IsType<InsufficientExecutionStackException>(refused);
    }
}
