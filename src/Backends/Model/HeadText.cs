using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends;

/// <summary>What the class can be asked because of its head: the runtime's interface, and for a classifier its labels.</summary>
internal static class HeadText
{
    /// <summary>The runtime's interface of the head.</summary>
    public static string Interface(ModelSpec spec) => RuntimeNames.Namespace + (spec.Vision is null ? spec.Head.Interface : spec.Head.SeeingInterface ?? spec.Head.Interface);

    /// <summary>The file with the head's own members; none where it has none.</summary>
    public static IEnumerable<GeneratedFile> Emit(ModelJob job) => job.Spec.Labels is LabelSpec labels
        ? [ClassFile.Emit(job, "Labels", "the labels", writer => Write(writer, labels))]
        : [];

    private static void Write(CodeWriter writer, LabelSpec labels)
    {
        string[] names = [.. Names(labels.Names)];
        writer.Summary($"The labels (<c>{ConfigKeys.Id2Label}</c>), by their numbers.");
        using (writer.Open("public enum Label"))
        {
            for (int i = 0; i < names.Length; i++)
            {
                if (i > 0)
                {
                    writer.Line();
                }

                writer.Summary(CSharpName.Xml(labels.Names[i]));
                writer.Line($"{names[i]} = {Literal.Of(i)},");
            }
        }

        string problem = labels.Problem is ProblemType known ? $"{RuntimeNames.Namespace}ProblemType.{known}" : "null";
        writer.Line().Summary($"The labels' names, and what is predicted of them (<c>{ConfigKeys.ProblemType}</c>).");
        writer.Line($"public {RuntimeNames.Namespace}LabelSet Labels {{ get; }} = new({Literal.List(labels.Names.Select(Literal.Of))}, {problem});");
    }

    /// <summary>C# names, different ones: a number tells those apart that would be the same.</summary>
    private static IEnumerable<string> Names(IEnumerable<string> labels)
    {
        HashSet<string> taken = [];
        foreach (string label in labels)
        {
            string name = CSharpName.Pascal(label);
            string unique = name;
            for (int number = 2; !taken.Add(unique); number++)
            {
                unique = name + "_" + Literal.Of(number);
            }

            yield return CSharpName.Escape(unique);
        }
    }
}
