using System;
using System.Globalization;
using Microsoft.Extensions.AI;

namespace Samples;

/// <summary>The tool that tells the time.</summary>
internal static class ClockTool
{
    public const string Name = "get_time";

    public static AIFunction Create(TimeProvider clock) =>
        AIFunctionFactory.Create(() => clock.GetLocalNow().ToString("HH:mm", CultureInfo.InvariantCulture), Name, "The time now.");
}
