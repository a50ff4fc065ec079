using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Modelwright.Backends;
using Modelwright.Backends.ChatTemplates;
using Modelwright.IR;
using Modelwright.Templates;

namespace Modelwright.Compiler.ChatTemplates;

/// <summary>The way from the files beside a config to the C# that renders conversations, or to messages at the template's line and column.</summary>
internal static class TemplateCompiler
{
    public static CompiledTemplate Compile(TemplateJob job, CancellationToken cancel)
    {
        List<TemplateMessage> messages = [];
        try
        {
            TemplateReader reader = new(job.Files);
            IReadOnlyList<TemplateText> texts = reader.Read();
            messages.AddRange(reader.Messages);
            List<NamedTemplate> trees = [];
            foreach (TemplateText text in texts)
            {
                cancel.ThrowIfCancellationRequested();
                if (Parse(text, messages) is TemplateTree tree)
                {
                    trees.Add(new NamedTemplate(text.Name, tree));
                }
            }

            bool usable = trees.Count > 0 && !messages.Exists(static m => MessageCatalog.Of(m.Id).Severity == MessageSeverity.Error);
            GeneratedFile[] files = usable
                ? [.. job.ClassNames.Select(name => Unique(job, ChatTemplateText.Emit(job.Namespace, name, texts[0].File.Name, trees, reader.SpecialTokens)))]
                : [];
            return new CompiledTemplate(files.ToEquatableArray(), messages.ToEquatableArray());
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            messages.Add(new TemplateMessage(MessageId.InternalError, job.Files[0].Path, 0, 0, ["the chat template", error.Message.Split('\n')[0].Trim()]));
            return new CompiledTemplate([], messages.ToEquatableArray());
        }
    }

    private static TemplateTree? Parse(TemplateText text, List<TemplateMessage> messages)
    {
        TemplateSource source = new(text.Text);
        try
        {
            TemplateTree tree = TemplateParser.Parse(text.Text);
            messages.AddRange(TemplateChecker.Check(tree).Select(issue => Message(text, source, issue.Position, Id(issue.Kind), Arguments(issue))));
            return tree;
        }
        catch (TemplateSyntaxException error)
        {
            messages.Add(Message(text, source, error.Position, MessageId.ChatTemplateSyntax, error.Message));
            return null;
        }
        catch (InsufficientExecutionStackException)
        {
            messages.Add(Message(text, source, 0, MessageId.ChatTemplateSyntax, "it is nested too deep"));
            return null;
        }
    }

    private static TemplateMessage Message(TemplateText text, TemplateSource source, int position, MessageId id, params string[] arguments)
    {
        (int line, int column) = source.Place(position);
        (line, column) = text.Place(line, column);
        return new TemplateMessage(id, text.File.Path, line, column, arguments.ToEquatableArray());
    }

    private static MessageId Id(TemplateIssueKind kind) => kind switch
    {
        TemplateIssueKind.RefusedMethod => MessageId.ChatTemplateRefusedMethod,
        TemplateIssueKind.UnknownVariable => MessageId.ChatTemplateUnknownVariable,
        _ => MessageId.ChatTemplateUnknownName,
    };

    private static string[] Arguments(TemplateIssue issue) => issue.Kind switch
    {
        TemplateIssueKind.UnknownFilter => ["filter", issue.Name],
        TemplateIssueKind.UnknownTest => ["test", issue.Name],
        TemplateIssueKind.UnknownMethod => ["method", issue.Name],
        TemplateIssueKind.UnknownFunction => ["function", issue.Name],
        _ => [issue.Name],
    };

    private static GeneratedFile Unique(TemplateJob job, GeneratedFile file) =>
        job.Namespace.Length == 0 ? file : file with { HintName = job.Namespace + "." + file.HintName };
}
