using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace Modelwright.Architecture.Tests;

/// <summary>
/// A stand-in has nothing that the genuine package lacks: what compiles here compiles there. Compared are the methods,
/// constructors, properties and constants of every type that a list describes, and its fields with the constructor's
/// parameters. Types that no list describes must at least be named by one, or stand in <see cref="NotListed"/>.
/// </summary>
public sealed class StandInApiTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private const string Vulkan = "silk.net.vulkan-2.22.0 silk.net.vulkan-overloads-2.22.0";

    [Theory]
    [InlineData("Silk.NET.Core", Vulkan)]
    [InlineData("Silk.NET.Vulkan", Vulkan)]
    [InlineData("Silk.NET.Shaderc", "silk.net.shaderc-2.22.0 silk.net.vulkan-2.22.0")]
    [InlineData("Microsoft.ML.Tokenizers", "microsoft.ml.tokenizers-2.0.0")]
    [InlineData("Verify.Xunit", "verify.xunit-31.12.5")]
    public void A_stand_in_has_only_what_the_genuine_package_has(string assembly, string lists)
    {
        ApiList list = ApiList.Read(lists);
        Type[] types = Assembly.Load(assembly).GetExportedTypes();
        Assert.NotEmpty(types);
        string[] extras = types.Where(_ => StandsIn && !list.IsEmpty).SelectMany(type => Extras(type, list)).ToArray();
        Assert.True(extras.Length == 0, "Not in the genuine package:\n" + string.Join('\n', extras));
    }

    [Theory]
    [InlineData("void A(int* p)", "static void A(this Vk thisApi, ReadOnlySpan<int> p)", true)]
    [InlineData("void A(string p)", "static void A(this Vk thisApi, ReadOnlySpan<byte> p)", true)]
    [InlineData("void A(out int p)", "static void A(this Vk thisApi, Span<int> p)", true)]
    [InlineData("void A(out int p)", "static void A(this Vk thisApi, ReadOnlySpan<int> p)", false)]
    [InlineData("void A(int* q)", "static void A(this Vk thisApi, ReadOnlySpan<int> p)", false)]
    [InlineData("int A(int* p)", "static void A(this Vk thisApi, ReadOnlySpan<int> p)", false)]
    public void A_form_with_spans_implies_those_with_pointers_and_references(string method, string spanForm, bool implied)
    {
        Assert.Equal(implied, SpanRule.Implies([spanForm], method));
    }

    internal static bool StandsIn =>
        typeof(StandInApiTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "StandIns").Value == "true";

    private static IEnumerable<string> Extras(Type type, ApiList list)
    {
        if (list.Members(type.FullName!) is not IReadOnlyList<string> members)
        {
            bool known = type.IsNested || list.Names(type.Name) || NotListed.Types.Contains(type.Name);
            return known ? [] : [type.FullName!];
        }

        if (type.IsEnum)
        {
            string[] names = members.SelectMany(line => line.Split(", ")).ToArray();
            return Enum.GetNames(type).Except(names).Select(name => type.Name + "." + name);
        }

        return type.GetMembers(Declared)
            .Where(member => member is FieldInfo or PropertyInfo or ConstructorInfo or MethodInfo { IsSpecialName: false })
            .Where(member => !IsListed(member, members, list))
            .Select(member => type.Name + ": " + Signature.Of(member));
    }

    private static bool IsListed(MemberInfo member, IReadOnlyList<string> members, ApiList list)
    {
        string signature = Signature.Of(member);
        return members.Contains(signature) || member switch
        {
            FieldInfo field => IsParameterOfConstructor(field, members),
            MethodInfo { DeclaringType.Name: "Vk" } => SpanRule.Implies(list.Members("Silk.NET.Vulkan.VkOverloads")!, signature),
            _ => false,
        };
    }

    // A list with a constructor gives its fields as the constructor's parameters; arrays in place are no parameters.
    private static bool IsParameterOfConstructor(FieldInfo field, IReadOnlyList<string> members)
    {
        string? constructor = members.FirstOrDefault(line => line.StartsWith(field.DeclaringType!.Name + "(", StringComparison.Ordinal));
        if (constructor is null)
        {
            return field.DeclaringType!.Name == "PhysicalDeviceLimits"; // of which the list has a choice only
        }

        string type = Signature.Name(field.FieldType);
        string name = char.ToLowerInvariant(field.Name[0]) + field.Name[1..];
        return constructor.Contains($"{type} {name} = ", StringComparison.Ordinal)
            || constructor.Contains($"{type}? {name} = ", StringComparison.Ordinal);
    }
}
