using Modelwright.IR;

namespace Modelwright.Compiler.ChatTemplates;

/// <summary>Something to tell the user about a chat template, at a line and column of its file, both from 0.</summary>
internal sealed record TemplateMessage(MessageId Id, string Path, int Line, int Column, EquatableArray<string> Arguments);
