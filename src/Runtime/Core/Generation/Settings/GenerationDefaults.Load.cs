using System;
using System.IO;
using System.Text.Json;

namespace Modelwright.Runtime;

public sealed partial record GenerationDefaults
{
    /// <summary>
    /// Reads a <c>generation_config.json</c>. Values that are odd but common (a token of -1, a <c>top_k</c> of -1 or 20.0) are left out, and settings without effect named, in <see cref="Warnings"/>.
    /// </summary>
    /// <param name="folderOrFile">The file, or the checkpoint's folder: where there is no such file in it, <see cref="None"/> is the answer.</param>
    /// <exception cref="GenerationConfigException">The file cannot be read or is not JSON, or a value has the wrong type or is outside its range.</exception>
    public static GenerationDefaults Load(string folderOrFile)
    {
        string path = Directory.Exists(folderOrFile) ? Path.Combine(folderOrFile, FileName) : folderOrFile;
        if (!File.Exists(path))
        {
            return None;
        }

        try
        {
            using JsonDocument document = JsonFile.Read(path);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new GenerationConfigReader(path, document.RootElement).Read()
                : throw new GenerationConfigException(path, $"a JSON {document.RootElement.ValueKind}", "an object");
        }
        catch (Exception e) when (JsonFault.Is(e))
        {
            throw new GenerationConfigException(path, JsonFault.Describe(path, e), "a JSON object", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GenerationConfigException(path, "a file that cannot be read: " + e.Message, "a file that can be opened", e);
        }
    }
}
