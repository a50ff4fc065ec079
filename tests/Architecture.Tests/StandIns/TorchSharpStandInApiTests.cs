using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Modelwright.Architecture.Tests;

/// <summary>
/// As <see cref="StandInApiTests"/>, for the one list that spells members as declarations, with their modifiers. Question
/// marks are not compared: that list writes them for references and values alike.
/// </summary>
public sealed partial class TorchSharpStandInApiTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void The_stand_in_has_only_what_the_genuine_package_has()
    {
        ApiList list = ApiList.Read("torchsharp-0.106.0");
        Type[] types = Assembly.Load("TorchSharp").GetExportedTypes();
        Assert.NotEmpty(types);
        string[] extras = types.Where(_ => StandInApiTests.StandsIn && !list.IsEmpty).SelectMany(type => Extras(type, list)).ToArray();
        Assert.True(extras.Length == 0, "Not in the genuine package:\n" + string.Join('\n', extras));
    }

    private static IEnumerable<string> Extras(Type type, ApiList list)
    {
        if (list.Members(type.FullName!) is not IReadOnlyList<string> members)
        {
            string name = type.Name.Split('`')[0];
            return list.Names(name) || NotListed.Types.Contains(name) ? [] : [type.FullName!];
        }

        HashSet<string> known = members.Select(line => Plain(line, type.Assembly)).ToHashSet();
        return type.GetMembers(Declared)
            .Where(member => member is FieldInfo or PropertyInfo or ConstructorInfo or MethodInfo { IsSpecialName: false })
            .Select(member => Plain(Signature.Of(member), type.Assembly))
            .Where(signature => !known.Contains(signature))
            .Select(signature => type.FullName + ": " + signature);
    }

    /// <summary>What both spellings have in common: no modifiers, no question marks, enumerations as numbers, one form of tuples.</summary>
    private static string Plain(string signature, Assembly assembly)
    {
        string plain = Modifiers().Replace(signature, "")
            .Replace("?", "", StringComparison.Ordinal)
            .Replace("(this ", "(", StringComparison.Ordinal)
            .Replace(" = default", " = null", StringComparison.Ordinal)
            .Replace("IntPtr", "nint", StringComparison.Ordinal)
            .Replace("UInt64", "ulong", StringComparison.Ordinal);
        plain = ValueTuple().Replace(plain, "($1)");
        return EnumDefault().Replace(plain, match => " = " + Number(match.Groups["type"].Value, match.Groups["name"].Value, assembly));
    }

    private static string Number(string type, string name, Assembly assembly)
    {
        Type? enumeration = assembly.GetExportedTypes().FirstOrDefault(t => t.IsEnum && t.Name == type);
        return enumeration is not null && Enum.TryParse(enumeration, name, out object? value)
            ? Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)
            : type + "." + name;
    }

    [GeneratedRegex("\\b(public|protected|internal|virtual|override|abstract|readonly) ")]
    private static partial Regex Modifiers();

    [GeneratedRegex("ValueTuple<([^<>]*)>")]
    private static partial Regex ValueTuple();

    [GeneratedRegex(" = (?<type>[A-Z]\\w*)\\.(?<name>[A-Z]\\w*)")]
    private static partial Regex EnumDefault();
}
