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
    private ChatRequest(ChatTemplateInput input, GenerationOptions generation, ToolSchemas tools, IReadOnlyList<string> stops)
    {
        (Input, Generation, Tools, StopStrings) = (input, generation, tools, stops);
    }

    public ChatTemplateInput Input { get; }

    public GenerationOptions Generation { get; }

    public ToolSchemas Tools { get; }

    public IReadOnlyList<string> StopStrings { get; }

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

        converted.AddRange(messages.SelectMany(MessageConversion.Convert));
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
        return new ChatRequest(input, Settings(options), schemas, [.. options.StopSequences ?? []]);
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

    /// <summary>Additional properties are the template's variables; the effort of reasoning is <c>enable_thinking</c>.</summary>
    private static Dictionary<string, TemplateValue> Variables(ChatOptions options)
    {
        Dictionary<string, TemplateValue> variables = new(StringComparer.Ordinal);
        if (options.Reasoning?.Effort is ReasoningEffort effort)
        {
            variables["enable_thinking"] = TemplateValue.Of(effort != ReasoningEffort.None);
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
        Refuse(nameof(ChatOptions.ResponseFormat), options.ResponseFormat is not (null or ChatResponseFormatText), "JSON", "text: output is not constrained");
        Refuse(nameof(ChatOptions.ToolMode), options.ToolMode is RequiredChatToolMode, "a required tool", "auto or none: output is not constrained");
        Refuse(nameof(ChatOptions.AllowMultipleToolCalls), options.AllowMultipleToolCalls == false, "false", "true, or nothing said: a model writes as many as it will");
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
