using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Linq;
using System.Threading.Tasks;

namespace Modelwright.Runtime.Tests;

public sealed class RuntimeMetricsTests
{
    [Fact]
    public async Task Tokens_are_counted_and_a_generation_is_an_activity()
    {
        ConcurrentQueue<(string Name, long Value)> counted = [];
        ConcurrentQueue<Activity> activities = [];
        using ActivityListener activityListener = new()
        {
            ShouldListenTo = static source => source.Name == "Modelwright.Runtime",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(activityListener);
        using MeterListener meterListener = new()
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Modelwright.Runtime")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        meterListener.SetMeasurementEventCallback<long>((instrument, value, _, _) => counted.Enqueue((instrument.Name, value)));
        meterListener.Start();

        await TextGenerationTests.Collect(ScriptedModel.Writing(new string('m', 77)).GenerateTextAsync(new string('p', 998) + ">"));

        // Other tests generate at the same time: only what is this test's alone is looked for.
        Assert.Contains(("modelwright.tokens.prompt", 999L), counted);
        Assert.True(counted.Count(static entry => entry.Name == "modelwright.tokens.generated") >= 77);
        Assert.Contains(activities, static activity => activity.OperationName == "generate" && activity.GetTagItem("tokens.generated") is 77 && activity.GetTagItem("tokens.prompt") is 999);
    }
}
