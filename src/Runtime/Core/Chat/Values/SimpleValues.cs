using System.Collections.Generic;
using System.Globalization;
using System.Numerics;

namespace Modelwright.Runtime.Templating;

/// <summary>Python's <c>None</c>.</summary>
internal sealed class NoneValue : TemplateValue
{
    private NoneValue()
    {
    }

    public static NoneValue Instance { get; } = new();

    internal override string TypeName => "NoneType";

    internal override bool IsTrue => false;

    internal override void WriteRepr(ReprWriter writer) => writer.Append("None");
}

/// <summary>What is not there. It prints as nothing and loops zero times; whoever goes on with it fails, and the message names it.</summary>
internal sealed class UndefinedValue(string what) : TemplateValue
{
    internal override string TypeName => "Undefined";

    internal override bool IsTrue => false;

    internal override int? Count => 0;

    internal override IEnumerable<TemplateValue> Items => [];

    public ChatTemplateRenderException Error() => Fail(what);

    internal override StringValue ToText() => StringValue.Empty;

    internal override void WriteRepr(ReprWriter writer) => writer.Append("Undefined");

    internal override TemplateValue Member(string name) => throw Error();

    internal override TemplateValue Lookup(TemplateValue key) => throw Error();

    internal override TemplateValue Invoke(TemplateArguments arguments) => throw Error();
}

/// <summary>Python's <c>bool</c>, which counts as a number too.</summary>
internal sealed class BooleanValue : TemplateValue
{
    private BooleanValue(bool value) => Value = value;

    public static BooleanValue OfTrue { get; } = new(value: true);

    public static BooleanValue OfFalse { get; } = new(value: false);

    public bool Value { get; }

    internal override string TypeName => "bool";

    internal override bool IsTrue => Value;

    internal override void WriteRepr(ReprWriter writer) => writer.Append(Value ? "True" : "False");
}

/// <summary>Python's <c>int</c>, of any size.</summary>
internal sealed class IntegerValue(BigInteger value) : TemplateValue
{
    public BigInteger Value { get; } = value;

    internal override string TypeName => "int";

    internal override bool IsTrue => !Value.IsZero;

    internal override void WriteRepr(ReprWriter writer) => writer.Append(Value.ToString(CultureInfo.InvariantCulture));
}

/// <summary>Python's <c>float</c>.</summary>
internal sealed class FloatValue(double value) : TemplateValue
{
    public double Value { get; } = value;

    internal override string TypeName => "float";

    internal override bool IsTrue => Value != 0;

    internal override void WriteRepr(ReprWriter writer) => writer.Append(NumberText.Repr(Value));
}
