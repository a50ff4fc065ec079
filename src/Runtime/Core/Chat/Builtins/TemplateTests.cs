using System;
using System.Collections.Generic;
using System.Numerics;
using Modelwright.Templates;

namespace Modelwright.Runtime.Templating;

/// <summary>Jinja's tests by name.</summary>
internal static class TemplateTests
{
    private delegate bool Test(TemplateValue value, TemplateArguments arguments);

    private static readonly Dictionary<string, Test> All = new(StringComparer.Ordinal)
    {
        ["boolean"] = Alone(static v => v is BooleanValue),
        ["callable"] = Alone(static v => v is FunctionValue or MacroValue or LoopValue or UndefinedValue),
        ["defined"] = Alone(static v => v is not UndefinedValue),
        ["divisibleby"] = static (v, a) => Comparison.AreEqual(Arithmetic.Modulo(v, Operand(a)), TemplateValue.Of(0)),
        ["escaped"] = Alone(static v => v is StringValue { IsSafe: true }),
        ["even"] = Alone(static v => Comparison.AreEqual(Arithmetic.Modulo(v, TemplateValue.Of((BigInteger)2)), TemplateValue.Of((BigInteger)0))),
        ["odd"] = Alone(static v => Comparison.AreEqual(Arithmetic.Modulo(v, TemplateValue.Of((BigInteger)2)), TemplateValue.Of((BigInteger)1))),
        ["false"] = Alone(static v => v is BooleanValue { Value: false }),
        ["true"] = Alone(static v => v is BooleanValue { Value: true }),
        ["filter"] = Alone(static v => v is StringValue name && TemplateCatalog.Filters.Contains(name.Text)),
        ["test"] = Alone(static v => v is StringValue name && TemplateCatalog.Tests.Contains(name.Text)),
        ["float"] = Alone(static v => v is FloatValue),
        ["integer"] = Alone(static v => v is IntegerValue),
        ["number"] = Alone(Arithmetic.IsNumber),
        ["iterable"] = Alone(static v => v.Items is not null),
        ["sequence"] = Alone(static v => v is StringValue or MapValue or UndefinedValue or ListValue { IsSequence: true }),
        ["mapping"] = Alone(static v => v is MapValue),
        ["none"] = Alone(static v => v is NoneValue),
        ["string"] = Alone(static v => v is StringValue),
        ["undefined"] = Alone(static v => v is UndefinedValue),
        ["lower"] = Alone(static v => LetterCase.Is(v.ToText().Text, upper: false)),
        ["upper"] = Alone(static v => LetterCase.Is(v.ToText().Text, upper: true)),
        ["in"] = static (v, a) => Comparison.Contains(Operand(a), v),
        ["sameas"] = static (v, a) => IsSame(v, Operand(a)),
        ["eq"] = Equal,
        ["equalto"] = Equal,
        ["=="] = Equal,
        ["ne"] = static (v, a) => !Equal(v, a),
        ["!="] = static (v, a) => !Equal(v, a),
        ["lt"] = Less,
        ["lessthan"] = Less,
        ["<"] = Less,
        ["le"] = static (v, a) => Comparison.Compare("<=", v, Operand(a)) <= 0,
        ["<="] = static (v, a) => Comparison.Compare("<=", v, Operand(a)) <= 0,
        ["gt"] = Greater,
        ["greaterthan"] = Greater,
        [">"] = Greater,
        ["ge"] = static (v, a) => Comparison.Compare(">=", v, Operand(a)) >= 0,
        [">="] = static (v, a) => Comparison.Compare(">=", v, Operand(a)) >= 0,
    };

    public static IEnumerable<string> Names => All.Keys;

    public static bool Holds(string name, TemplateValue value, TemplateArguments arguments) =>
        All.TryGetValue(name, out Test? test) ? test(value, arguments) : throw TemplateValue.Fail($"No test named '{name}'.");

    private static bool Equal(TemplateValue value, TemplateArguments arguments) => Comparison.AreEqual(value, Operand(arguments));

    private static bool Less(TemplateValue value, TemplateArguments arguments) => Comparison.Compare("<", value, Operand(arguments)) < 0;

    private static bool Greater(TemplateValue value, TemplateArguments arguments) => Comparison.Compare(">", value, Operand(arguments)) > 0;

    /// <summary>Python's small integers and interned strings are one object; so equal ones of a type are the same here.</summary>
    private static bool IsSame(TemplateValue left, TemplateValue right) =>
        ReferenceEquals(left, right) || (left.GetType() == right.GetType() && left is IntegerValue or StringValue && Comparison.AreEqual(left, right));

    private static Test Alone(Func<TemplateValue, bool> holds) => (value, arguments) =>
    {
        arguments.For("the test");
        return holds(value);
    };

    private static TemplateValue Operand(TemplateArguments arguments) => arguments.For("the test", "other").Required(0, "the test");
}
