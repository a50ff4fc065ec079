namespace Modelwright.Extensions.AI;

/// <summary>How a model writes tool calls.</summary>
internal enum ToolCallForm
{
    /// <summary><c>&lt;tool_call&gt;{"name": …, "arguments": {…}}&lt;/tool_call&gt;</c>: Qwen2.5, Qwen3, Qwen3-VL, Qwen3-Next.</summary>
    Json,

    /// <summary><c>&lt;tool_call&gt;&lt;function=…&gt;&lt;parameter=…&gt;…&lt;/function&gt;&lt;/tool_call&gt;</c>: Qwen3-Coder, Qwen3.5.</summary>
    Xml,
}
