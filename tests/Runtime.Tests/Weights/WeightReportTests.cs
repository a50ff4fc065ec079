using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime.Tests;

/// <summary>What users and logs read of a checkpoint.</summary>
public sealed class WeightReportTests
{
    private static readonly WeightReport Good = WeightReport.Empty with { Checkpoint = "folder", Found = 3 };

    [Fact]
    public void Every_kind_of_finding_is_a_line()
    {
        WeightReport report = new(
            "folder", 3, [new("a", "nothing", "[2]")], ["b"], [new("c", "[3]", "[2]")], [new("d", "I64", "float32")], ["part-2.safetensors"])
        {
            Conflicts = [new("e", "a bias where the model adds none", "no such tensor")],
            MissingHead = ["score.weight", "score.bias"],
            Unused = ["mtp.f"],
            Prefix = new NamePrefix("model.", "module.model."),
            Widened = [new("g", "GPTQ", "a format that holds it exactly")],
            FileWarnings = [new("tokenizer.json", "cannot be read")],
        };

        Assert.Equal(
            """
            3 tensors as wanted, 1 missing, 1 of a wrong shape, 1 of a wrong format, 1 shards missing, 1 that the model would have to use, 1 extra
            head           this checkpoint was not trained for it: there is no score.weight, score.bias
            prefix         the checkpoint has 'module.model.' where the model's own names have 'model.'
            missing shard  part-2.safetensors
            missing        a: found nothing, wanted [2]
            wrong shape    c: found [3], wanted [2]
            wrong format   d: found I64, wanted float32
            not used       e: found a bias where the model adds none, wanted no such tensor
                           LoadOptions.IgnoreTensors takes patterns of tensors to let go, if the model is right without them
            extra          b
            unused         mtp.f
            widened        g: found GPTQ, wanted a format that holds it exactly
            warning        tokenizer.json: cannot be read

            """,
            report.ToString());
        Assert.Equal("3 tensors as wanted, 0 missing, 0 of a wrong shape, 0 of a wrong format, 0 shards missing, 0 that the model would have to use, 0 extra\n", Good.ToString());
    }

    public static TheoryData<string> Faults => [.. Broken.Keys];

    private static Dictionary<string, WeightReport> Broken { get; } = new()
    {
        ["missing"] = Good with { Missing = [new("a", "nothing", "[2]")] },
        ["shape"] = Good with { WrongShape = [new("a", "[3]", "[2]")] },
        ["format"] = Good with { WrongFormat = [new("a", "I64", "float32")] },
        ["shard"] = Good with { MissingShards = ["part"] },
        ["conflict"] = Good with { Conflicts = [new("a", "a bias", "no such tensor")] },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Each_fault_alone_keeps_a_model_from_loading(string fault)
    {
        Assert.False(Broken[fault].IsComplete);
        WeightMismatchException e = Assert.Throws<WeightMismatchException>(Broken[fault].ThrowIfIncomplete);
        Assert.Equal($"The checkpoint 'folder' does not fit the model.\n{Broken[fault]}", e.Message);
    }

    [Fact]
    public void What_is_only_told_does_not()
    {
        WeightReport report = Good with { Extra = ["b"], Unused = ["c"], MissingHead = ["d"], Widened = [new("e", "GPTQ", "f")], FileWarnings = [new("g", "h")], Prefix = new("i", "j") };

        Assert.True(report.IsComplete);
        report.ThrowIfIncomplete();
    }

    [Fact]
    public void A_log_hears_the_prefix_the_extra_tensors_and_the_files()
    {
        ListLogger logger = new();
        WeightReportLog.Write(logger, Good);
        WeightReportLog.WriteWidened(logger, Good);
        Assert.Empty(logger.Messages);

        WeightReportLog.Write(logger, Good with { Prefix = new("model.", ""), Extra = ["b", "c"], FileWarnings = [new("tokenizer.json", "cannot be read")] });
        WeightReportLog.WriteWidened(logger, Good with { Widened = [new("e", "GPTQ", "exact"), new("f", "AWQ", "exact")] });

        Assert.Equal(
            [
                "folder: names begin with '' where the model's own begin with 'model.'.",
                "folder: the model does not use 2 of its tensors: b, c.",
                "tokenizer.json: cannot be read",
                "folder: 2 quantised weights have no exact format here and are kept as plain numbers: e (GPTQ), f (AWQ).",
            ],
            logger.Messages);
    }

    [Theory]
    [InlineData(20, "20 of its tensors: t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19, t20.")]
    [InlineData(21, "21 of its tensors: t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19, t20, ….")]
    public void A_log_line_names_twenty(int count, string end)
    {
        ListLogger logger = new();
        WeightReportLog.Write(logger, Good with { Extra = [.. Enumerable.Range(1, count).Select(static i => FormattableString.Invariant($"t{i}"))] });

        Assert.EndsWith(end, Assert.Single(logger.Messages), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_plan_widens_is_told_and_in_the_report()
    {
        using TemporaryFolder folder = new();
        new SafetensorsBuilder().Count("w", [1, 8]).Write(folder["model.safetensors"]);
        using Checkpoint checkpoint = Checkpoint.Open(folder.Path);
        WeightReader reader = new(checkpoint, new WeightManifest([WeightSlot.Of("w", WeightKind.Matrix, "w", [1, 8])], []));
        ListLogger logger = new();

        WeightReport report = StoragePlan.Of(WeightStorage.AsStored, reader, new Dictionary<int, int>()).AddTo(reader.Report with { Widened = [new("x", "y", "z")] }, logger);

        Assert.Empty(report.Widened);
        Assert.Empty(logger.Messages);
        Assert.Equal(reader.Report.Found, StoragePlan.Of(ElementFormat.Float32).AddTo(reader.Report, logger: null).Found);
    }
}
