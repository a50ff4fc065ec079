using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using Modelwright.Backends;
using Modelwright.IR;

namespace Modelwright.Generator;

/// <summary>Joins config files with the classes asked for: by metadata on the file, or by an attribute that names the file.</summary>
internal static class RequestMatcher
{
    public static IEnumerable<ModelRequest> Match(EquatableArray<ConfigFile> files, EquatableArray<ModelDeclaration> declarations)
    {
        Dictionary<string, string> taken = new(StringComparer.Ordinal);
        foreach (ModelDeclaration declaration in declarations)
        {
            yield return Named(FromDeclaration(declaration, files), declaration.ConfigPath, taken);
        }

        foreach (ConfigFile file in files.Where(static file => file.ClassName.Length > 0))
        {
            yield return Named(Of(file), file.Path, taken);
        }
    }

    private static ModelRequest FromDeclaration(ModelDeclaration declaration, EquatableArray<ConfigFile> files)
    {
        ConfigFile? file = files.FirstOrDefault(file => file.IsNamedBy(declaration.ConfigPath));
        List<CompilerMessage> messages = [];
        if (file is null)
        {
            messages.Add(Message(MessageId.ConfigNotFound, declaration.ConfigPath));
        }

        if (declaration.Unsuitable.Length > 0)
        {
            messages.Add(Message(MessageId.UnsuitableClass, declaration.ClassName, declaration.Unsuitable));
        }

        RefuseReserved(declaration.ClassName, messages);

        RequestedOptions options = RequestedOptions.Read(declaration.Options.Or(file?.Options), messages);
        return new ModelRequest(file, declaration.ClassName, declaration.Namespace, declaration.Accessibility, options, declaration.Place, messages.ToEquatableArray());
    }

    /// <summary>What the metadata of a file ask for.</summary>
    public static ModelRequest Of(ConfigFile file)
    {
        List<CompilerMessage> messages = [];
        if (!SyntaxFacts.IsValidIdentifier(file.ClassName))
        {
            messages.Add(Message(MessageId.InvalidClassName, file.ClassName));
        }

        RefuseReserved(file.ClassName, messages);

        if (file.Namespace.Length > 0 && !file.Namespace.Split('.').All(SyntaxFacts.IsValidIdentifier))
        {
            messages.Add(Message(MessageId.InvalidNamespace, file.Namespace));
        }

        if (file.Accessibility is not ("" or "public" or "internal"))
        {
            messages.Add(Message(MessageId.UnknownAccessibility, file.Accessibility));
        }

        RequestedOptions options = RequestedOptions.Read(file.Options, messages);
        return new ModelRequest(file, file.ClassName, file.Namespace, file.Accessibility == "internal" ? "internal" : "public", options, Place: null, messages.ToEquatableArray());
    }

    private static void RefuseReserved(string className, List<CompilerMessage> messages)
    {
        if (ReservedNames.Contains(className))
        {
            messages.Add(Message(MessageId.ReservedClassName, className));
        }
    }

    /// <summary>The second config that asks for a class gets a message in place of the class.</summary>
    private static ModelRequest Named(ModelRequest request, string path, Dictionary<string, string> taken)
    {
        string name = request.Namespace.Length == 0 ? request.ClassName : request.Namespace + "." + request.ClassName;
        if (taken.TryGetValue(name, out string? other))
        {
            return request with { Messages = request.Messages.Append(Message(MessageId.DuplicateClass, name, other)).ToEquatableArray() };
        }

        taken.Add(name, path);
        return request;
    }

    private static CompilerMessage Message(MessageId id, params string[] arguments) => new(id, "", arguments.ToEquatableArray());
}
