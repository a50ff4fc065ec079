using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>Accounts for every key of an object: read, ignored for a stated reason, or unknown. Runs after all reading is done.</summary>
internal static class KeyAuditor
{
    public static void Audit(ConfigReader config, IEnumerable<IgnoredKey> ignoredKeys)
    {
        Dictionary<string, IgnoredKey> ignored = ignoredKeys.GroupBy(static i => i.Key).ToDictionary(static g => g.Key, static g => g.First());
        foreach (string key in config.Json.Members.Select(static m => m.Name).Concat(config.Asked.OrderBy(static key => key, StringComparer.Ordinal)).Distinct().ToList())
        {
            KeyUse use = Use(config, key, ignored);
            config.Messages.AccountFor(use);
            if (use.Fate == KeyFate.Ignored && !ignored[key].Allows(config.Json.Find(key)!))
            {
                config.Report(MessageId.IgnoredKey, key, config.Json.Find(key)!.Text, use.Reason);
            }
            else if (use.Fate == KeyFate.Unknown)
            {
                ReportUnknown(config, key);
            }
        }
    }

    private static KeyUse Use(ConfigReader config, string key, Dictionary<string, IgnoredKey> ignored)
    {
        (KeyFate fate, string reason) = (config.Asked.Contains(key), config.Json.Find(key), ignored.TryGetValue(key, out IgnoredKey? entry)) switch
        {
            (true, null, _) => (KeyFate.Default, ""),
            (true, _, _) => (KeyFate.Read, ""),
            (_, _, true) => (KeyFate.Ignored, entry!.Reason),
            _ => (KeyFate.Unknown, ""),
        };
        return new KeyUse(config.Pointer(key), fate, reason) { Default = fate == KeyFate.Default ? config.DefaultOf(key) : null };
    }

    private static void ReportUnknown(ConfigReader config, string key)
    {
        if (NearestKey.Find(key, config.Asked.Where(known => config.Json.Find(known) is null)) is string meant)
        {
            config.Report(MessageId.MisspelledKey, key, meant);
        }
        else
        {
            config.Report(MessageId.UnknownKey, key);
        }
    }
}
