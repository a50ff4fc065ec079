using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Extensions.AI;
using Modelwright.Runtime;
using Modelwright.Runtime.Templating;

namespace Modelwright.Extensions.AI;

/// <summary>A request in the runtime's terms. Every option is honoured, or refused by its name.</summary>
internal sealed class ChatRequest
{
    private const string EnableThinking = "enable_thinking";
    private const string GradedEffort = "reasoning_effort";

    private ChatRequest()
    {
    }

    public required ChatTemplateInput Input { get; init; }

    public required GenerationOptions Generation { get; init; }

    public required ToolSchemas Tools { get; init; }

    public required IReadOnlyList<string> StopStrings { get; init; }

    /// <summary>Pictures and clips of the messages, in the order in which the template comes to them.</summary>
    public required IReadOnlyList<AIContent> Media { get; init; }

    /// <summary>The JSON that the answer must be, if it must.</summary>
    public ChatResponseFormatJson? Json { get; private init; }

    /// <summary>What else the answer must be, if anything.</summary>
    public OutputConstraint? Constraint { get; private init; }

    /// <summary>The tools that may be called.</summary>
    public required IReadOnlyList<AIFunctionDeclaration> Offered { get; init; }

    /// <summary>The tools one of which must be called, if one must.</summary>
    public IReadOnlyList<AIFunctionDeclaration>? RequiredTools { get; private init; }

    /// <summary>Whether no more than one tool may be called.</summary>
    public bool OneCall { get; private init; }

    /// <summary>How much thought is asked for, if anything is said of it.</summary>
    public ReasoningEffort? Effort { get; private init; }

    /// <summary>A model that always thinks, or never does, is not told otherwise in silence.</summary>
    /// <param name="thought">What of a thought may stand before the answer.</param>
    /// <param name="template">The template.</param>
    /// <exception cref="ChatOptionException">The effort asked for is not the model's.</exception>
    public void RefuseEffort(ThoughtForm thought, string template)
    {
        if (Effort is not ReasoningEffort effort || template.Contains(EnableThinking, StringComparison.Ordinal))
        {
            return;
        }

        bool graded = template.Contains(GradedEffort, StringComparison.Ordinal);
        string found = $"the effort {effort}";
        Refuse(nameof(ChatOptions.Reasoning), effort == ReasoningEffort.None && (graded || thought == ThoughtForm.Open), found, "another: this model always thinks");
        Refuse(nameof(ChatOptions.Reasoning), effort != ReasoningEffort.None && !graded && thought == ThoughtForm.None, found, "None: this model does not think");
    }

    /// <exception cref="ChatOptionException">Something is asked for that the client does not do.</exception>
    public static ChatRequest Of(IEnumerable<ChatMessage> messages, ChatOptions? options, string modelId)
    {
        options ??= new ChatOptions();
        Refuse(options, modelId);
        List<TemplateValue> converted = [];
        if (!string.IsNullOrEmpty(options.Instructions))
        {
            converted.Add(MessageConversion.Message("system", ("content", TemplateValue.Of(options.Instructions))));
        }

        List<AIContent> media = [];
        Dictionary<string, string> called = new(StringComparer.Ordinal);
        converted.AddRange(messages.SelectMany(message => MessageConversion.Convert(message, media, called)));
        AIFunctionDeclaration[] tools = Functions(options);
        ToolSchemas schemas = new();
        foreach (AIFunctionDeclaration tool in tools)
        {
            schemas.Add(tool.Name, tool.JsonSchema);
        }

        ChatTemplateInput input = new()
        {
            Messages = converted,
            Tools = tools.Length == 0 ? null : [.. tools.Select(MessageConversion.Tool)],
            AddGenerationPrompt = true,
            Variables = Variables(options),
        };
        return new ChatRequest
        {
            Input = input,
            Media = media,
            Generation = Settings(options),
            Tools = schemas,
            Offered = tools,
            Effort = options.Reasoning?.Effort,
            StopStrings = [.. options.StopSequences ?? []],
            Json = options.ResponseFormat as ChatResponseFormatJson,
            Constraint = (options as ConstrainedChatOptions)?.Constraint,
            RequiredTools = Required(options, tools),
            OneCall = options.AllowMultipleToolCalls == false,
        };
    }

    private static AIFunctionDeclaration[]? Required(ChatOptions options, AIFunctionDeclaration[] tools)
    {
        if (options.ToolMode is not RequiredChatToolMode mode)
        {
            return null;
        }

        AIFunctionDeclaration[] named = [.. tools.Where(tool => mode.RequiredFunctionName is null || tool.Name == mode.RequiredFunctionName)];
        Refuse(nameof(ChatOptions.ToolMode), named.Length == 0, mode.RequiredFunctionName ?? "a required tool", "one of the tools that the request offers");
        return named;
    }

    private static GenerationOptions Settings(ChatOptions options) => new()
    {
        MaxTokens = options.MaxOutputTokens,
        Temperature = options.Temperature,
        TopP = options.TopP,
        TopK = options.TopK,
        FrequencyPenalty = options.FrequencyPenalty,
        PresencePenalty = options.PresencePenalty,
        Seed = options.Seed is long seed ? unchecked((ulong)seed) : null,
    };

    /// <summary>Additional properties are the template's variables; the effort of reasoning is <c>enable_thinking</c>, and of those that know of degrees <c>reasoning_effort</c>.</summary>
    private static Dictionary<string, TemplateValue> Variables(ChatOptions options)
    {
        Dictionary<string, TemplateValue> variables = new(StringComparer.Ordinal);
        if (options.Reasoning?.Effort is ReasoningEffort effort)
        {
            variables[EnableThinking] = TemplateValue.Of(effort != ReasoningEffort.None);
            if (effort != ReasoningEffort.None)
            {
                variables[GradedEffort] = TemplateValue.Of(effort == ReasoningEffort.ExtraHigh ? "xhigh" : effort.ToString().ToLowerInvariant());
            }
        }

        foreach ((string name, object? value) in options.AdditionalProperties ?? [])
        {
            variables[name] = MessageConversion.Value(value);
        }

        return variables;
    }

    private static AIFunctionDeclaration[] Functions(ChatOptions options)
    {
        if (options.Tools is null || options.ToolMode is NoneChatToolMode)
        {
            return [];
        }

        AITool? other = options.Tools.FirstOrDefault(static t => t is not AIFunctionDeclaration);
        return other is null
            ? [.. options.Tools.Cast<AIFunctionDeclaration>()]
            : throw new ChatOptionException(nameof(ChatOptions.Tools), other.GetType().Name, "functions; a local model has no tools of its own");
    }

    private static void Refuse(ChatOptions options, string modelId)
    {
        Refuse(nameof(ChatOptions.ModelId), options.ModelId is not null && options.ModelId != modelId, options.ModelId, $"'{modelId}', the model that is loaded");
        Refuse(nameof(ChatOptions.ConversationId), options.ConversationId is not null, options.ConversationId, "none: the client keeps no conversations");
        Refuse(nameof(ChatOptions.ContinuationToken), options.ContinuationToken is not null, "one", "none: answers are not continued");
        Refuse(nameof(ChatOptions.AllowBackgroundResponses), options.AllowBackgroundResponses == true, "true", "false");
        Refuse(nameof(ChatOptions.RawRepresentationFactory), options.RawRepresentationFactory is not null, "one", "none");
        bool json = options.ResponseFormat is ChatResponseFormatJson;
        bool required = options.ToolMode is RequiredChatToolMode;
        bool constrained = options is ConstrainedChatOptions { Constraint: not null };
        Refuse(nameof(ChatOptions.ResponseFormat), options.ResponseFormat is not (null or ChatResponseFormatText or ChatResponseFormatJson), options.ResponseFormat?.GetType().Name, "text or JSON");
        Refuse(nameof(ChatOptions.ResponseFormat), json && (required || constrained), "JSON", required ? "text where a tool must be called" : "text beside a constraint");
        Refuse(nameof(ConstrainedChatOptions.Constraint), constrained && required, "one", "none where a tool must be called");
        Refuse(
            nameof(ChatOptions.AllowMultipleToolCalls), options.AllowMultipleToolCalls == false && !(required || json || constrained) && options.Tools is { Count: > 0 } && options.ToolMode is not NoneChatToolMode, "false", "true, or a required tool or form: else a model writes as many as it will");
        Refuse(nameof(ChatOptions.StopSequences), options.StopSequences?.Any(string.IsNullOrEmpty) == true, "an empty text", "texts of one character or more");
        Refuse(nameof(ChatOptions.Reasoning), options.Reasoning?.Output is not null and not ReasoningOutput.Full, options.Reasoning?.Output?.ToString(), "Full: a thought is given as it is");
    }

    private static void Refuse(string option, bool refused, string? found, string wanted)
    {
        if (refused)
        {
            throw new ChatOptionException(option, found ?? "", wanted);
        }
    }
}
