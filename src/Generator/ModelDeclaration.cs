using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Modelwright.Generator;

/// <summary>
/// A class declared with <c>[GenerateModel("path/config.json")]</c>, which fixes name, namespace and accessibility.
/// <paramref name="Unsuitable"/> says what the class must be changed to, or is empty.
/// </summary>
internal sealed record ModelDeclaration(
    string ConfigPath, string ClassName, string Namespace, string Accessibility, ModelOptions Options, string Unsuitable, SourcePlace Place)
{
    public const string Attribute = "Modelwright.GenerateModelAttribute";

    public static bool IsClass(SyntaxNode node, CancellationToken cancel) => node is ClassDeclarationSyntax;

    public static ModelDeclaration Create(GeneratorAttributeSyntaxContext context, CancellationToken cancel)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.TargetSymbol;
        ClassDeclarationSyntax syntax = (ClassDeclarationSyntax)context.TargetNode;
        AttributeData attribute = context.Attributes[0];
        string path = attribute.ConstructorArguments.Length > 0 ? attribute.ConstructorArguments[0].Value as string ?? "" : "";
        string Named(string name) => Convert.ToString(attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value, CultureInfo.InvariantCulture) ?? "";
        string ns = type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString();
        return new ModelDeclaration(
            path, type.Name, ns, SyntaxFacts.GetText(type.DeclaredAccessibility), ModelOptions.Read(Named),
            string.Join(", ", Wanted(type, syntax)), SourcePlace.Of(syntax.Identifier.GetLocation()));
    }

    private static IEnumerable<string> Wanted(INamedTypeSymbol type, ClassDeclarationSyntax syntax)
    {
        if (!syntax.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            yield return "partial";
        }

        if (type.ContainingType is not null)
        {
            yield return "outside of other types";
        }

        if (type.IsGenericType)
        {
            yield return "without type parameters";
        }

        if (type.IsStatic)
        {
            yield return "an instance class";
        }
    }
}
