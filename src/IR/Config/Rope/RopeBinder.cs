using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Modelwright.IR;

/// <summary>
/// Resolves the spellings of rotary embedding, in Hugging Face's order of precedence: a non-empty <c>rope_scaling</c> replaces
/// <c>rope_parameters</c>; inside wins over the top level for <c>rope_theta</c>; the top level wins for
/// <c>original_max_position_embeddings</c>, and for <c>partial_rotary_factor</c> where the type is a scaled one.
/// </summary>
internal sealed partial class RopeBinder
{
    private const double DefaultPartialFactor = 0.25;
    private const string DefaultType = "default";

    private static readonly EquatableArray<IgnoredKey> Ignored =
    [
        IgnoredKey.Unless(ConfigKeys.PartialRotaryFactor, "heads of this model type turn as a whole", "1.0", "1", "null"),
    ];

    private static readonly EquatableArray<IgnoredKey> IgnoredOnOneAxis =
    [
        .. Ignored,
        .. IgnoredKey.All("the layout of multi-axis rotary embedding is not used by text models", "mrope_interleaved"),
        IgnoredKey.Unless(ConfigKeys.MRopeSection, "multi-axis rotary embedding is not used by text models", "[]"),
    ];

    private static readonly EquatableArray<IgnoredKey> IgnoredOnThreeAxes =
    [
        .. Ignored,
        IgnoredKey.Unless("mrope_interleaved", "the axes of this model type always lie in turn", "true", "null"),
    ];

    private readonly ConfigReader _config;
    private readonly ConfigReader _rope;
    private readonly string _key;
    private readonly string _type;
    private readonly int _headDim;
    private readonly int _maxPositions;
    private readonly RopeDefaults _defaults;
    private readonly float _theta;

    private RopeBinder(ConfigReader config, ConfigReader? rope, string key, int headDim, int maxPositions, RopeDefaults defaults)
    {
        _config = config;
        _key = key;
        _rope = rope ?? config.Absent(key);
        _headDim = headDim;
        _maxPositions = maxPositions;
        _defaults = defaults;
        _type = Type();
        _theta = (float)Theta();
    }

    /// <summary>Null where a message says why.</summary>
    public static RopeSpec? Bind(ConfigReader config, int headDim, int maxPositions, RopeDefaults defaults)
    {
        ConfigReader? scaling = config.Object(ConfigKeys.RopeScaling);
        ConfigReader? parameters = config.Object(ConfigKeys.RopeParameters);
        if (scaling is not null && parameters is not null && !Same(scaling.Json, parameters.Json))
        {
            config.Report(MessageId.OverriddenKey, ConfigKeys.RopeParameters, parameters.Json.Text, ConfigKeys.RopeScaling, scaling.Json.Text);
        }

        ConfigReader? chosen = scaling ?? parameters;
        string key = scaling is not null ? ConfigKeys.RopeScaling : ConfigKeys.RopeParameters;
        if (chosen is not null && chosen.Json.Members.Any(static m => m.Value is JsonObject))
        {
            config.Report(MessageId.RopePerLayerType, key);
            AskTopLevel(config);
            return null;
        }

        RopeBinder binder = new(config, chosen, key, headDim, maxPositions, defaults);
        RopeSpec? spec = binder.WithSections(binder.Bind());
        binder.WarnUnreadOriginal();
        KeyAuditor.Audit(binder._rope, [.. defaults.Sections is null ? IgnoredOnOneAxis : IgnoredOnThreeAxes, .. OfOtherTypes(binder._type)]);
        return spec;
    }

    private RopeSpec? Bind() => _type switch
    {
        DefaultType => Default(),
        "linear" => Linear(),
        "dynamic" => Dynamic(),
        "yarn" => Yarn(),
        "llama3" => Llama3(),
        "longrope" => LongRope(),
        _ => UnknownType(),
    };

    private RopeSpec? UnknownType()
    {
        string key = _rope.Find(ConfigKeys.RopeType) is not null ? ConfigKeys.RopeType : ConfigKeys.RopeTypeLegacy;
        _config.Messages.Report(
            MessageId.UnsupportedRopeType,
            _rope.Pointer(key),
            $"\"{_type}\"",
            ConfigReader.Listed([DefaultType, "linear", "dynamic", "yarn", "llama3", "longrope"]));
        AskTopLevel(_config);
        return null;
    }

    private string Type()
    {
        string? type = _rope.String(ConfigKeys.RopeType);
        string? legacy = _rope.String(ConfigKeys.RopeTypeLegacy);
        if (type is not null && legacy is not null && type != legacy)
        {
            _rope.Report(MessageId.OverriddenKey, ConfigKeys.RopeTypeLegacy, $"\"{legacy}\"", ConfigKeys.RopeType, $"\"{type}\"");
        }

        return type ?? legacy ?? DefaultType;
    }

    private double Theta()
    {
        const double Least = 2.0;
        double top = _config.Number(ConfigKeys.RopeTheta, _defaults.Theta, Least, Limits.RopeTheta);
        double inner = _rope.Number(ConfigKeys.RopeTheta, top, Least, Limits.RopeTheta);
        if (inner != top && _config.Find(ConfigKeys.RopeTheta) is not null)
        {
            _config.Report(MessageId.OverriddenKey, ConfigKeys.RopeTheta, Text(top), _rope.Name(ConfigKeys.RopeTheta), Text(inner));
        }

        return inner;
    }

    /// <summary>The positions of the model before its context was stretched.</summary>
    private int OriginalPositions(int least)
    {
        int? top = _config.OptionalInt(ConfigKeys.OriginalMaxPositionEmbeddings, null, least, Limits.Positions);
        int? inner = _rope.OptionalInt(ConfigKeys.OriginalMaxPositionEmbeddings, null, least, Limits.Positions);
        if (top is int winner && inner is int loser && winner != loser)
        {
            _rope.Report(
                MessageId.OverriddenKey,
                ConfigKeys.OriginalMaxPositionEmbeddings,
                Text(loser),
                ConfigKeys.OriginalMaxPositionEmbeddings,
                Text(winner));
        }

        return top ?? inner ?? _maxPositions;
    }

    /// <summary>Types that know no original context do not read the top-level key either.</summary>
    private void WarnUnreadOriginal()
    {
        const string Key = ConfigKeys.OriginalMaxPositionEmbeddings;
        if (!_config.Asked.Contains(Key) && _config.FindValue(Key) is JsonValue value)
        {
            _config.Report(MessageId.IgnoredKey, Key, value.Text, $"rope type \"{_type}\" does not read it");
        }
    }

    /// <summary>The object whose key decided: the top level, for the scaled types that ask this.</summary>
    private ConfigReader Holder(string key) => _config.FindValue(key) is not null ? _config : _rope;

    private static bool Same(JsonObject a, JsonObject b) =>
        a.Members.Count == b.Members.Count && a.Members.All(m => b.Find(m.Name)?.Text == m.Value.Text && m.Value is not JsonArray);

    /// <summary>Keys that only scaled types read are known all the same.</summary>
    private static void AskTopLevel(ConfigReader config)
    {
        config.Find(ConfigKeys.RopeTheta);
        config.Find(ConfigKeys.PartialRotaryFactor);
        config.Find(ConfigKeys.OriginalMaxPositionEmbeddings);
    }

    private static IEnumerable<IgnoredKey> OfOtherTypes(string type) =>
        new[]
        {
            ConfigKeys.Factor, ConfigKeys.AttentionFactor, ConfigKeys.BetaFast, ConfigKeys.BetaSlow, ConfigKeys.MScale, ConfigKeys.MScaleAllDim,
            ConfigKeys.Truncate, ConfigKeys.LowFreqFactor, ConfigKeys.HighFreqFactor, ConfigKeys.ShortFactor, ConfigKeys.LongFactor,
            ConfigKeys.OriginalMaxPositionEmbeddings,
        }.Select(key => IgnoredKey.Unless(key, $"rope type \"{type}\" does not read it", "null"));

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
