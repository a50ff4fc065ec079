using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// A kernel declares its operands where GLSL wants them, by name and without numbers: <c>layout(std430) readonly buffer X { vec4 x[]; };</c>.
/// Bindings are numbered here in the order of the text, after its conditions are resolved, and what is done to an operand is what it declares:
/// <c>readonly</c>, <c>writeonly</c>, or both. <c>scratch</c> is written before it is read back, so nothing flows in.
/// A constant <c>layout(constant_id = format)</c> before an operand is the one that says its format.
/// </summary>
internal static class NamedOperands
{
    private const string Declaration = "layout(std430) ";
    private const string Scratch = "scratch ";
    private const string Format = "layout(constant_id = format)";

    /// <summary>The text with its bindings, which begin at 1, and the operands in their order.</summary>
    public static (string Glsl, EquatableArray<KernelBinding> Bindings) Number(string template)
    {
        List<KernelBinding> bindings = [];
        string[] lines = template.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string declared = lines[i].TrimStart();
            if (declared.StartsWith(Format, StringComparison.Ordinal))
            {
                lines[i] = lines[i].Replace(Format, $"layout(constant_id = {FormatWord.FirstConstant + bindings.Count + 1})");
            }
            else if (declared.StartsWith(Declaration, StringComparison.Ordinal))
            {
                declared = declared.Substring(Declaration.Length);
                bindings.Add(new KernelBinding(NameOf(declared), AccessOf(declared)));
                string indent = lines[i].Substring(0, lines[i].Length - lines[i].TrimStart().Length);
                lines[i] = $"{indent}layout(set = 0, binding = {bindings.Count}, std430) {Without(declared, Scratch)}";
            }
        }

        if (bindings.Select(static binding => binding.Name).Distinct().Count() != bindings.Count)
        {
            throw new IrException($"two operands of one name: {string.Join(", ", bindings.Select(static binding => binding.Name))}");
        }

        return (string.Join("\n", lines), bindings.ToEquatableArray());
    }

    /// <summary>The name before the brackets: <c>buffer X { vec4 x[]; }</c> is x.</summary>
    private static string NameOf(string declared)
    {
        int end = declared.IndexOf("[]", StringComparison.Ordinal);
        return end > 0 ? declared.Substring(0, end).Split(' ').Last() : throw new IrException($"no operand is declared by: {declared}");
    }

    private static BindingAccess AccessOf(string declared) =>
        declared.StartsWith("readonly ", StringComparison.Ordinal) ? BindingAccess.Read
        : declared.StartsWith("writeonly ", StringComparison.Ordinal) || declared.StartsWith(Scratch, StringComparison.Ordinal) ? BindingAccess.Write
        : BindingAccess.ReadWrite;

    private static string Without(string text, string prefix) => text.StartsWith(prefix, StringComparison.Ordinal) ? text.Substring(prefix.Length) : text;
}
