using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Backends.TorchSharp;

/// <summary>The text of a module's class.</summary>
/// <param name="Base">The name it has where no other text has it; <c>__CLASS__</c> stands for the name in the text.</param>
/// <param name="Body">The class.</param>
internal sealed record ClassText(string Base, string Body);

/// <summary>The classes of modules that a model has: what is written from equal ops is one class, and what differs in anything is two.</summary>
internal sealed class ModuleClasses(ModelJob job)
{
    private readonly List<(ClassText Text, string Name, GeneratedFile File)> _classes = [];

    public IEnumerable<GeneratedFile> Files => _classes.Select(static known => known.File);

    /// <summary>The name of the class of a text.</summary>
    public string Name(string topic, string about, ClassText text)
    {
        foreach ((ClassText known, string name, _) in _classes)
        {
            if (known == text)
            {
                return name;
            }
        }

        int others = _classes.Count(known => known.Text.Base == text.Base);
        string number = others == 0 ? "" : Literal.Of(others + 1);
        GeneratedFile file = TorchFile.Emit(job, topic + number, about, text.Body.Replace("__CLASS__", text.Base + number));
        _classes.Add((text, text.Base + number, file));
        return text.Base + number;
    }
}
