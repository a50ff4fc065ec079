using System;
using System.Globalization;

namespace Modelwright.Chat.Tests;

/// <summary>A clock that stands at a local time.</summary>
internal sealed class FixedClock(string now) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.Parse(now, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
