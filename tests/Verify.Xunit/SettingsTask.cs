using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;

namespace VerifyTests;

/// <summary>A verification whose place can still be changed; it starts when it is awaited or turned into a task.</summary>
public sealed class SettingsTask
{
    private readonly MethodInfo _test;
    private readonly string _text;
    private string _folder;
    private string? _fileName;
    private string? _parameters;

    internal SettingsTask(MethodInfo test, string sourceFile, string text)
    {
        (_test, _text) = (test, text);
        _folder = Path.GetDirectoryName(sourceFile) ?? ".";
    }

    public static implicit operator Task(SettingsTask task) => task.ToTask();

    /// <param name="directory">Relative to the test's source file.</param>
    public SettingsTask UseDirectory(string directory)
    {
        _folder = Path.Combine(_folder, directory);
        return this;
    }

    public SettingsTask UseFileName(string fileName)
    {
        _fileName = fileName;
        return this;
    }

    /// <summary>The values that tell the cases of a theory apart, in the order of the test's parameters.</summary>
    public SettingsTask UseParameters(params object?[] parameters)
    {
        ParameterInfo[] names = _test.GetParameters();
        _parameters = string.Concat(parameters.Select((value, i) => $"_{names[i].Name}={Text(value)}"));
        return this;
    }

    /// <exception cref="VerifyException">The snapshot is new or differs.</exception>
    public Task ToTask()
    {
        try
        {
            Snapshot.Compare(Path.Combine(_folder, _fileName ?? DefaultName()), _text);
            return Task.CompletedTask;
        }
        catch (Exception e) when (e is VerifyException or IOException or InvalidOperationException)
        {
            return Task.FromException(e);
        }
    }

    public TaskAwaiter GetAwaiter() => ToTask().GetAwaiter();

    private string DefaultName() => _parameters is null && _test.GetParameters().Length > 0
        ? throw new InvalidOperationException($"{_test.Name} has parameters: name its snapshots apart with UseParameters.")
        : $"{_test.ReflectedType!.Name}.{_test.Name}{_parameters}";

    private static string Text(object? value)
    {
        string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null";
        return string.Concat(text.Select(c => c < ' ' || "\"\\<>|:*?/".Contains(c, StringComparison.Ordinal) ? '-' : c));
    }
}
