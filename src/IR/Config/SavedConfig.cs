using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>
/// The <c>config.json</c> that stands beside a saved checkpoint: what was read, with the class that is compiled in <c>architectures</c>, and without what is true of the file that
/// was read alone. The weights' type is <c>auto</c> until it is known.
/// </summary>
internal static class SavedConfig
{
    private static readonly string[] OfTheFile = [ConfigKeys.TorchDType, ConfigKeys.QuantizationConfig, ConfigKeys.CompressionConfig, ConfigKeys.Quantization];

    private static readonly string[] Parts = [ConfigKeys.TextConfig, ConfigKeys.VisionConfig];

    public static string Write(JsonObject root, string className) =>
        JsonWriter.Write(With(Clean(root, isRoot: true), ConfigKeys.Architectures, new JsonArray([new JsonString(className, default)], default)));

    private static JsonObject Clean(JsonObject json, bool isRoot)
    {
        IEnumerable<JsonMember> members = json.Members
            .Where(static member => !OfTheFile.Contains(member.Name))
            .Select(static member => Parts.Contains(member.Name) && member.Value is JsonObject part ? member with { Value = Clean(part, isRoot: false) } : member);
        JsonObject clean = new(members.ToEquatableArray(), default);
        return isRoot || clean.Find(ConfigKeys.DType) is not null ? With(clean, ConfigKeys.DType, new JsonString("auto", default)) : clean;
    }

    /// <summary>The same with a member of another value: a name that stands twice is written where it stands first, with the value that counts, its last.</summary>
    private static JsonObject With(JsonObject json, string name, JsonValue value) => new([.. json.Members, new JsonMember(name, default, value)], default);
}
