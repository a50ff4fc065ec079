using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Modelwright.Backends;
using Modelwright.Backends.Vulkan;
using Modelwright.Compiler;
using Modelwright.IR;

namespace Modelwright.Generator;

/// <summary><see cref="ModelOptions"/> as they are meant; <paramref name="Head"/> is the binder's to judge.</summary>
internal sealed record RequestedOptions(EquatableArray<string> Backends, string Head, ClassDefaults Defaults, int? MaxVramMiB)
{
    /// <param name="texts">What was said.</param>
    /// <param name="messages">What is wrong with it.</param>
    public static RequestedOptions Read(ModelOptions texts, List<CompilerMessage> messages)
    {
        EquatableArray<string> backends = BackendsOf(texts.Backend, messages);
        ClassDefaults defaults = new(
            Number(nameof(texts.MaxContext), texts.MaxContext, messages),
            Number(nameof(texts.MaxBatch), texts.MaxBatch, messages),
            StorageOf(texts.Storage, backends, messages));
        if (backends.Any(UsesVulkan))
        {
            RefuseMore(nameof(texts.MaxContext), defaults.MaxContext, AttentionDecodeKernel.LongestContext, messages);
            RefuseMore(nameof(texts.MaxBatch), defaults.MaxBatch, PrefillLimits.Rows, messages);
        }

        return new RequestedOptions(backends, texts.Head, defaults, Number(nameof(texts.MaxVramMiB), texts.MaxVramMiB, messages));
    }

    /// <summary>The backends of a <c>;</c>-separated list; Vulkan and the CPU in one class where nothing is said.</summary>
    private static EquatableArray<string> BackendsOf(string list, List<CompilerMessage> messages)
    {
        string[] names = [.. list.Split(';', ',').Select(static name => name.Trim()).Where(static name => name.Length > 0)];
        foreach (string name in names.Where(static name => ModelCompiler.Find(name) is null))
        {
            messages.Add(new CompilerMessage(MessageId.UnknownBackend, "", [name, string.Join(", ", ModelCompiler.Backends.Select(static b => b.Name))]));
        }

        return names.Length == 0 ? [ModelCompiler.Backends[0].Name] : names.Distinct(StringComparer.OrdinalIgnoreCase).ToEquatableArray();
    }

    private static StorageFormat? StorageOf(string name, EquatableArray<string> backends, List<CompilerMessage> messages)
    {
        if (name.Length == 0)
        {
            return null;
        }

        StorageFormat? format = StorageFormat.Find(name);
        if (format is null)
        {
            messages.Add(new CompilerMessage(MessageId.UnknownStorage, "", [name, string.Join(", ", StorageFormat.All.Select(static f => f.Name))]));
        }
        else if (!format.IsPlain && backends.FirstOrDefault(static b => ModelCompiler.Find(b) is { KeepsQuantised: false }) is string plain)
        {
            messages.Add(new CompilerMessage(MessageId.StorageNotOfBackend, "", [plain, format.Name, string.Join(", ", StorageFormat.All.Where(static f => f.IsPlain).Select(static f => f.Name))]));
        }

        return format;
    }

    /// <summary>A number of at least 1, or a message that it is none; neither where nothing is said.</summary>
    private static int? Number(string name, string text, List<CompilerMessage> messages)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0)
        {
            return number;
        }

        messages.Add(new CompilerMessage(MessageId.UnusableNumber, "", [name, text]));
        return null;
    }

    private static void RefuseMore(string name, int? number, int most, List<CompilerMessage> messages)
    {
        if (number > most)
        {
            messages.Add(new CompilerMessage(MessageId.NumberTooLarge, "", [name, Text(number.Value), Text(most)]));
        }
    }

    private static bool UsesVulkan(string backend) => ModelCompiler.Find(backend)?.Name is "Auto" or "Vulkan";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
