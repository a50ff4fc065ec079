using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Modelwright.TorchSharpStandIn;

/// <summary>Spells members as the list of the genuine package does, nullable marks of reference types left out.</summary>
internal static partial class Spelling
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    /// <summary>Operators and implementations of interfaces are not in the list; of methods, those that outsiders can see are spelled.</summary>
    public static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => $"public const {Of(type)} {name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}");
        }

        IEnumerable<string> methods = type.GetMethods(Declared)
            .Where(static m => m is { IsSpecialName: false } && (m.IsPublic || m.IsFamily || m.IsFamilyOrAssembly) && !m.Name.Contains('.', StringComparison.Ordinal))
            .Select(m => $"{Access(m)}{Of(m.ReturnType)} {m.Name}{Generics(m)}({Parameters(m.GetParameters())})");
        IEnumerable<string> properties = type.GetProperties(Declared)
            .Where(static p => p.GetMethod is { IsPublic: true })
            .Select(Property);
        IEnumerable<string> fields = type.GetFields(Declared)
            .Where(static f => f.IsPublic)
            .Select(static f => $"public {(f.IsStatic ? "static " : string.Empty)}{Of(f.FieldType)} {f.Name}");
        IEnumerable<string> constructors = type.GetConstructors(Declared)
            .Where(static c => c.IsPublic && (!c.DeclaringType!.IsAbstract || c.GetParameters().Length > 0))
            .Select(c => $"public {Bare(type)}({Parameters(c.GetParameters())})");
        return methods.Concat(properties).Concat(fields).Concat(constructors).Select(Plain);
    }

    /// <summary>One spelling for both sides: ValueTuple written out, marks of nullable references dropped, no get or set.</summary>
    public static string Plain(string line)
    {
        string text = Marks().Replace(line, static m => Values().IsMatch(m.Groups[1].Value) ? m.Value : m.Groups[1].Value);
        text = Regex.Replace(text, @"ValueTuple<([^<>]*)>", "($1)");
        text = text.Replace(" get; set; ", " get; ", StringComparison.Ordinal);
        return text.TrimEnd();
    }

    private static string Property(PropertyInfo property)
    {
        ParameterInfo[] indices = property.GetIndexParameters();
        string name = indices.Length > 0 ? $"this[{Parameters(indices)}]" : property.Name;
        return $"{Access(property.GetMethod!)}{Of(property.PropertyType)} {name} {{ get; }}".Replace("public virtual ", "public ", StringComparison.Ordinal)
            .Replace("public override ", "public ", StringComparison.Ordinal);
    }

    private static string Access(MethodInfo method)
    {
        string access = method.IsPublic ? "public " : method.IsFamilyOrAssembly ? "protected internal " : "protected ";
        bool overrides = method.GetBaseDefinition() != method;
        string kind = method.IsStatic ? "static " : method.IsAbstract ? "abstract " : overrides ? "override " : method.IsVirtual && !method.IsFinal ? "virtual " : string.Empty;
        return access + kind;
    }

    private static string Generics(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(static t => t.Name))}>" : string.Empty;

    private static string Parameters(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        string prefix = parameter.IsOut ? "out " : parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : string.Empty;
        string type = Of(parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType);
        string text = $"{prefix}{type} {parameter.Name}";
        if (!parameter.HasDefaultValue)
        {
            return text;
        }

        string value = parameter.RawDefaultValue switch
        {
            null => "null",
            bool flag => flag ? "true" : "false",
            string word => $"\"{word}\"",
            _ when parameter.ParameterType.IsEnum => $"{Bare(parameter.ParameterType)}.{Enum.ToObject(parameter.ParameterType, parameter.RawDefaultValue)}",
            object number => System.Convert.ToString(number, CultureInfo.InvariantCulture)!,
        };
        return $"{text} = {value}";
    }

    private static string Bare(Type type) => type.Name.Split('`')[0];

    private static string Of(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is Type inner)
        {
            return Of(inner) + "?";
        }

        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (typeof(ITuple).IsAssignableFrom(type) && type.IsGenericType)
        {
            return $"({string.Join(", ", type.GetGenericArguments().Select(Of))})";
        }

        return type.IsGenericType ? $"{Bare(type)}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>"
            : Keywords.TryGetValue(type, out string? word) ? word
            : type.Name;
    }

    [GeneratedRegex(@"(\w+|[\])>])\?")]
    private static partial Regex Marks();

    [GeneratedRegex(@"^(bool|byte|int|long|float|double|ScalarType|\))$")]
    private static partial Regex Values();
}
