namespace Modelwright.Compiler.ChatTemplates;

/// <summary>A file that may hold chat templates.</summary>
/// <param name="Path">Where it is, for messages.</param>
/// <param name="Text">What it holds.</param>
internal sealed record TemplateFile(string Path, string Text)
{
    public const string Own = "chat_template.jinja";
    public const string Additional = "additional_chat_templates";
    public const string Processor = "chat_template.json";
    public const string TokenizerConfig = "tokenizer_config.json";

    /// <summary>The folder, with forward slashes and none at the end.</summary>
    public string Folder => FolderOf(Path);

    /// <summary>The file's name.</summary>
    public string Name => Path.Replace('\\', '/').Substring(Folder.Length).TrimStart('/');

    /// <summary>Whether a path is that of a file which may hold templates.</summary>
    public static bool IsOne(string path)
    {
        TemplateFile file = new(path, "");
        return file.Name is Own or Processor or TokenizerConfig || file.IsAdditional;
    }

    /// <summary>Whether the file belongs to the config in a folder.</summary>
    public bool IsBeside(string configPath)
    {
        string folder = FolderOf(configPath);
        return Folder == folder || (IsAdditional && Folder == (folder.Length == 0 ? Additional : folder + "/" + Additional));
    }

    /// <summary>Whether it is one of several named templates.</summary>
    public bool IsAdditional => Name.EndsWith(".jinja", System.StringComparison.Ordinal) && (Folder == Additional || Folder.EndsWith("/" + Additional, System.StringComparison.Ordinal));

    private static string FolderOf(string path)
    {
        string slashed = path.Replace('\\', '/');
        int end = slashed.LastIndexOf('/');
        return end < 0 ? "" : slashed.Substring(0, end);
    }
}
