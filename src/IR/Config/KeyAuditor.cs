using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>Accounts for every key of an object: read, ignored for a stated reason, or unknown. Runs after all reading is done.</summary>
internal static class KeyAuditor
{
    public static void Audit(ConfigReader config, IEnumerable<IgnoredKey> ignoredKeys)
    {
        Dictionary<string, IgnoredKey> ignored = ignoredKeys.GroupBy(static i => i.Key).ToDictionary(static g => g.Key, static g => g.First());
        foreach (string key in config.Json.Members.Select(static m => m.Name).Distinct().Where(key => !config.Asked.Contains(key)))
        {
            JsonValue value = config.Json.Find(key)!;
            if (ignored.TryGetValue(key, out IgnoredKey? entry))
            {
                if (!entry.Allows(value))
                {
                    config.Report(MessageId.IgnoredKey, key, value.Text, entry.Reason);
                }
            }
            else if (NearestKey.Find(key, config.Asked.Where(known => config.Json.Find(known) is null)) is string meant)
            {
                config.Report(MessageId.MisspelledKey, key, meant);
            }
            else
            {
                config.Report(MessageId.UnknownKey, key);
            }
        }
    }
}
