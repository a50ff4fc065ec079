namespace Modelwright.Generator;

/// <summary>Names of the pipeline's steps, as caching tests see them.</summary>
internal static class Steps
{
    /// <summary>A config file and the metadata on it.</summary>
    public const string Files = "Files";

    /// <summary>A class asked for with <c>[GenerateModel]</c>.</summary>
    public const string Declarations = "Declarations";

    /// <summary>A config and the class it shall become.</summary>
    public const string Requests = "Requests";

    /// <summary>A request with its bound config: spans and messages included.</summary>
    public const string Bound = "Bound";

    /// <summary>What to generate; spans have ended here.</summary>
    public const string Jobs = "Jobs";

    /// <summary>The generated files of a job.</summary>
    public const string Compiled = "Compiled";

    /// <summary>Files that may hold chat templates.</summary>
    public const string Templates = "Templates";

    /// <summary>What the templates beside a config became.</summary>
    public const string CompiledTemplates = "CompiledTemplates";
}
