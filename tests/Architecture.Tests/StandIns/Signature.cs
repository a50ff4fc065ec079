using System;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Modelwright.Architecture.Tests;

/// <summary>Spells members as the lists do: short C# names, nullability of parameters, defaults.</summary>
internal static class Signature
{
    private static readonly NullabilityInfoContext Nullability = new();

    public static string Of(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => constructor.DeclaringType!.Name.Split('`')[0] + Parameters(constructor),
        MethodInfo method => Static(method.IsStatic) + Name(method.ReturnType) + " " + method.Name + Generics(method) + Parameters(method),
        PropertyInfo property => OfProperty(property),
        FieldInfo { IsLiteral: true } field => "const " + Name(field.FieldType) + " " + field.Name + " = " + Value(field.GetRawConstantValue()),
        FieldInfo field => Static(field.IsStatic) + Name(field.FieldType) + " " + field.Name,
        _ => throw new ArgumentException("No list has members of this kind: " + member.MemberType),
    };

    public static string Name(Type type)
    {
        if (type.IsPointer)
        {
            return Name(type.GetElementType()!) + "*";
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[" + new string(',', type.GetArrayRank() - 1) + "]";
        }

        if (Nullable.GetUnderlyingType(type) is Type underlying)
        {
            return Name(underlying) + "?";
        }

        if (!type.IsGenericType)
        {
            return Keyword(type);
        }

        string arguments = string.Join(", ", type.GetGenericArguments().Select(Name));
        return typeof(ITuple).IsAssignableFrom(type) ? $"({arguments})" : $"{type.Name.Split('`')[0]}<{arguments}>";
    }

    private static string Keyword(Type type) => type.FullName switch
    {
        "System.Void" => "void",
        "System.Boolean" => "bool",
        "System.Byte" => "byte",
        "System.SByte" => "sbyte",
        "System.Char" => "char",
        "System.Int16" => "short",
        "System.Int32" => "int",
        "System.UInt32" => "uint",
        "System.Int64" => "long",
        "System.UInt64" => "ulong",
        "System.Single" => "float",
        "System.Double" => "double",
        "System.IntPtr" => "nint",
        "System.UIntPtr" => "nuint",
        "System.String" => "string",
        "System.Object" => "object",
        _ => type.Name,
    };

    private static string OfProperty(PropertyInfo property)
    {
        string set = property.SetMethod is { IsPublic: true } ? " set;" : "";
        string indices = string.Join(", ", property.GetIndexParameters().Select(Parameter));
        string name = indices.Length > 0 ? $"this[{indices}]" : property.Name;
        return Static(property.GetMethod!.IsStatic) + Name(property.PropertyType) + " " + name + " { get;" + set + " }";
    }

    private static string Static(bool isStatic) => isStatic ? "static " : "";

    private static string Generics(MethodInfo method) =>
        method.IsGenericMethod ? "<" + string.Join(", ", method.GetGenericArguments().Select(Name)) + ">" : "";

    private static string Parameters(MethodBase method)
    {
        bool extension = method.IsDefined(typeof(ExtensionAttribute), inherit: false);
        return "(" + string.Join(", ", method.GetParameters().Select((p, i) => (extension && i == 0 ? "this " : "") + Parameter(p))) + ")";
    }

    private static string Parameter(ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        string prefix = parameter.IsDefined(typeof(ParamArrayAttribute), inherit: false) ? "params " : "";
        if (type.IsByRef)
        {
            type = type.GetElementType()!;
            prefix = parameter.IsOut ? "out " : parameter.IsDefined(typeof(RequiresLocationAttribute)) ? "ref readonly " : "ref ";
        }

        bool nullable = !type.IsValueType && !type.IsPointer && Nullability.Create(parameter).ReadState == NullabilityState.Nullable;
        string value = parameter.HasDefaultValue ? " = " + Default(parameter, type) : "";
        return prefix + Name(type) + (nullable ? "?" : "") + " " + parameter.Name + value;
    }

    private static string Default(ParameterInfo parameter, Type type) => parameter.RawDefaultValue switch
    {
        null => type.IsValueType ? "default" : "null",
        string text => "\"" + text + "\"",
        object value => Value(value),
    };

    private static string Value(object? value) => value switch
    {
        bool truth => truth ? "true" : "false",
        Enum constant => Convert.ToInt64(constant, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null",
    };
}
