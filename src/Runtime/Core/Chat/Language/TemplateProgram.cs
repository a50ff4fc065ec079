using System;
using System.Linq;

namespace Modelwright.Runtime.Templating;

/// <summary>Base of the C# that templates are compiled to: the language's operations. Each does what the interpreter does for the same piece of the template.</summary>
public abstract class TemplateProgram(TemplateVariables variables)
{
    /// <summary>What the rendering is given.</summary>
    protected TemplateVariables Variables { get; } = variables;

    /// <summary>A string that stands in the template.</summary>
    protected static TemplateValue Text(string text) => StringValue.Template(text);

    /// <summary>What is not there; <paramref name="why"/> is the message of whoever goes on with it.</summary>
    protected static TemplateValue Undefined(string why) => new UndefinedValue(why);

    /// <summary>An integer.</summary>
    protected static TemplateValue Number(long value) => TemplateValue.Of(value);

    /// <summary>A float.</summary>
    protected static TemplateValue Number(double value) => TemplateValue.Of(value);

    /// <summary>An integer that is too large for C#'s own.</summary>
    protected static TemplateValue Number(string digits) => NumberText.Parse(digits);

    /// <summary>A comparison's or test's result.</summary>
    protected static TemplateValue Boolean(bool value) => TemplateValue.Of(value);

    /// <summary><c>[a, b]</c></summary>
    protected static TemplateValue List(params TemplateValue[] items) => new ListValue(items, ListKind.List);

    /// <summary><c>(a, b)</c></summary>
    protected static TemplateValue Tuple(params TemplateValue[] items) => new ListValue(items, ListKind.Tuple);

    /// <summary><c>{a: b}</c></summary>
    protected static TemplateValue Map(params (TemplateValue Key, TemplateValue Value)[] entries)
    {
        MapValue map = new();
        foreach ((TemplateValue key, TemplateValue value) in entries)
        {
            map.Set(key, value);
        }

        return map;
    }

    /// <summary>Whether an <c>if</c> takes a value for true.</summary>
    protected static bool IsTrue(TemplateValue value) => value.IsTrue;

    /// <summary><c>a + b</c></summary>
    protected static TemplateValue Add(TemplateValue left, TemplateValue right) => Arithmetic.Add(left, right);

    /// <summary><c>a - b</c></summary>
    protected static TemplateValue Subtract(TemplateValue left, TemplateValue right) => Arithmetic.Subtract(left, right);

    /// <summary><c>a * b</c></summary>
    protected static TemplateValue Multiply(TemplateValue left, TemplateValue right) => Arithmetic.Multiply(left, right);

    /// <summary><c>a / b</c></summary>
    protected static TemplateValue Divide(TemplateValue left, TemplateValue right) => Arithmetic.Divide(left, right);

    /// <summary><c>a // b</c></summary>
    protected static TemplateValue FloorDivide(TemplateValue left, TemplateValue right) => Arithmetic.FloorDivide(left, right);

    /// <summary><c>a % b</c></summary>
    protected static TemplateValue Modulo(TemplateValue left, TemplateValue right) => Arithmetic.Modulo(left, right);

    /// <summary><c>a ** b</c></summary>
    protected static TemplateValue Power(TemplateValue left, TemplateValue right) => Arithmetic.Power(left, right);

    /// <summary><c>-a</c></summary>
    protected static TemplateValue Negate(TemplateValue value) => Arithmetic.Negate(value);

    /// <summary><c>+a</c></summary>
    protected static TemplateValue Plus(TemplateValue value) => Arithmetic.Plus(value);

    /// <summary><c>a ~ b</c></summary>
    protected static TemplateValue Concat(params TemplateValue[] values) => Arithmetic.Concat(values);

    /// <summary><c>a == b</c></summary>
    protected static bool Equal(TemplateValue left, TemplateValue right) => Comparison.AreEqual(left, right);

    /// <summary><c>a &lt; b</c></summary>
    protected static bool Less(TemplateValue left, TemplateValue right) => Comparison.Compare("<", left, right) < 0;

    /// <summary><c>a &lt;= b</c></summary>
    protected static bool LessOrEqual(TemplateValue left, TemplateValue right) => Comparison.Compare("<=", left, right) <= 0;

    /// <summary><c>a &gt; b</c></summary>
    protected static bool Greater(TemplateValue left, TemplateValue right) => Comparison.Compare(">", left, right) > 0;

    /// <summary><c>a &gt;= b</c></summary>
    protected static bool GreaterOrEqual(TemplateValue left, TemplateValue right) => Comparison.Compare(">=", left, right) >= 0;

    /// <summary><c>item in container</c></summary>
    protected static bool In(TemplateValue item, TemplateValue container) => Comparison.Contains(container, item);

    /// <summary>The value itself, kept for the next link of a chained comparison.</summary>
    protected static TemplateValue Keep(TemplateValue value, out TemplateValue kept) => kept = value;

    /// <summary><c>target.name</c></summary>
    protected static TemplateValue Attribute(TemplateValue target, string name) => Access.Attribute(target, name);

    /// <summary><c>target[key]</c></summary>
    protected static TemplateValue Item(TemplateValue target, TemplateValue key) => Access.Item(target, key);

    /// <summary><c>target['key']</c></summary>
    protected static TemplateValue Item(TemplateValue target, string key) => Access.Item(target, StringValue.Template(key));

    /// <summary><c>target[0]</c></summary>
    protected static TemplateValue Item(TemplateValue target, long index) => Access.Item(target, TemplateValue.Of(index));

    /// <summary><c>target[start:stop:step]</c></summary>
    protected static TemplateValue Slice(TemplateValue target, TemplateValue? start, TemplateValue? stop, TemplateValue? step) => Access.Slice(target, start, stop, step);

    /// <summary><c>callee(…)</c></summary>
    protected static TemplateValue Call(TemplateValue callee, params TemplateValue[] arguments) => callee.Invoke(new TemplateArguments(arguments));

    /// <summary><c>callee(…)</c> with arguments by name.</summary>
    protected static TemplateValue Call(TemplateValue callee, TemplateArguments arguments) => callee.Invoke(arguments);

    /// <summary><c>target.name(…)</c></summary>
    protected static TemplateValue CallMethod(TemplateValue target, string name, params TemplateValue[] arguments) => Access.Attribute(target, name).Invoke(new TemplateArguments(arguments));

    /// <summary><c>target.name(…)</c> with arguments by name.</summary>
    protected static TemplateValue CallMethod(TemplateValue target, string name, TemplateArguments arguments) => Access.Attribute(target, name).Invoke(arguments);

    /// <summary><c>target|name(…)</c></summary>
    protected static TemplateValue Filter(TemplateValue target, string name, params TemplateValue[] arguments) => TemplateFilters.Apply(name, target, new TemplateArguments(arguments));

    /// <summary><c>target|name(…)</c> with arguments by name.</summary>
    protected static TemplateValue Filter(TemplateValue target, string name, TemplateArguments arguments) => TemplateFilters.Apply(name, target, arguments);

    /// <summary><c>target is name(…)</c></summary>
    protected static bool Is(TemplateValue target, string name, params TemplateValue[] arguments) => TemplateTests.Holds(name, target, new TemplateArguments(arguments));

    /// <summary><c>target is name(…)</c> with arguments by name.</summary>
    protected static bool Is(TemplateValue target, string name, TemplateArguments arguments) => TemplateTests.Holds(name, target, arguments);

    /// <summary>The parts of a value that is unpacked.</summary>
    protected static TemplateValue[] Unpack(TemplateValue value, int count) => Access.Unpack(value, count);

    /// <summary><c>set target.name = value</c>, which only a namespace allows.</summary>
    protected static void SetMember(TemplateValue target, string name, TemplateValue value) => Access.SetMember(target, name, value);

    /// <summary>A macro.</summary>
    protected static TemplateValue Macro(MacroShape shape, MacroBody body) => new MacroValue(shape, body);

    /// <summary>What a body writes.</summary>
    protected static TemplateValue Capture(Action<TemplateOutput> body)
    {
        TemplateOutput output = new();
        body(output);
        return output.ToValue();
    }

    /// <summary>A loop over the values that a filter lets through.</summary>
    /// <param name="values">What the loop goes over.</param>
    /// <param name="filter">The condition behind <c>for … if</c>; null lets everything through.</param>
    protected static TemplateLoop Loop(TemplateValue values, Func<TemplateValue, bool>? filter = null) => new([.. Access.Items(values).Where(value => Passes(value, filter))]);

    private static bool Passes(TemplateValue value, Func<TemplateValue, bool>? filter)
    {
        TemplateBudget.SpendIteration();
        return filter is null || filter(value);
    }
}
