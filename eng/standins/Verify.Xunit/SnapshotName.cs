using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;

namespace VerifyTests;

/// <summary>The place of a snapshot without its ending: <c>Folder/Type.Method_parameter=value</c>.</summary>
internal static class SnapshotName
{
    public static string Of(VerifySettings settings, MethodInfo test, string sourceFile)
    {
        string folder = Path.GetDirectoryName(sourceFile) ?? ".";
        if (settings.Directory is not null)
        {
            folder = Path.Combine(folder, settings.Directory);
        }

        return Path.Combine(folder, settings.FileName ?? FileName(settings, test));
    }

    private static string FileName(VerifySettings settings, MethodInfo test)
    {
        string type = settings.TypeName ?? TypeName(test.ReflectedType!);
        return type + "." + (settings.MethodName ?? test.Name) + Parameters(settings, test);
    }

    private static string TypeName(Type type) =>
        type.DeclaringType is null ? type.Name : TypeName(type.DeclaringType) + "." + type.Name;

    private static string Parameters(VerifySettings settings, MethodInfo test)
    {
        if (settings.ParametersText is not null)
        {
            return "_" + settings.ParametersText;
        }

        ParameterInfo[] names = test.GetParameters();
        if (settings.Parameters is null)
        {
            return names.Length == 0
                ? ""
                : throw new InvalidOperationException($"{test.Name} has parameters: name its snapshots apart with UseParameters.");
        }

        return string.Concat(settings.Parameters.Select((value, i) => "_" + names[i].Name + "=" + Text(value)));
    }

    private static string Text(object? value)
    {
        string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null";
        return string.Concat(text.Select(c => c < ' ' || "\"\\<>|:*?/".Contains(c, StringComparison.Ordinal) ? '-' : c));
    }
}
