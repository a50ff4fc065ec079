using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

// One method a rope type; the mathematics is transformers' modeling_rope_utils.py.
internal sealed partial class RopeBinder
{
    private const double SmallestFactor = 1e-6;

    private RopeSpec? Default() => RotaryDim(least: 2) is int dim ? new RopeSpec.Default(dim, _theta) : null;

    private RopeSpec? Linear()
    {
        double? factor = Factor();
        return RotaryDim(least: 2) is int dim && factor is double given ? new RopeSpec.Linear(dim, _theta, (float)given) : null;
    }

    /// <summary>The base is raised to D / (D - 2), so two dimensions are not enough.</summary>
    private RopeSpec? Dynamic()
    {
        double? factor = Factor();
        return RotaryDim(least: 4) is int dim && factor is double given ? new RopeSpec.Dynamic(dim, _theta, (float)given, _maxPositions) : null;
    }

    private RopeSpec? Yarn()
    {
        int original = OriginalPositions(least: 1);
        double? factor = Factor(original);
        double scale = YarnScale(factor ?? 1);
        float fast = (float)NumberUnlessZero(ConfigKeys.BetaFast, 32);
        float slow = (float)NumberUnlessZero(ConfigKeys.BetaSlow, 1);
        bool truncate = _rope.Bool(ConfigKeys.Truncate, fallback: true);
        if (fast < slow)
        {
            _rope.Report(MessageId.NotGreater, ConfigKeys.BetaFast, Text(fast), _rope.Name(ConfigKeys.BetaSlow), Text(slow));
        }

        return RotaryDim(least: 2) is int dim && factor is double given
            ? new RopeSpec.Yarn(dim, _theta, (float)given, original, fast, slow, truncate, (float)scale)
            : null;
    }

    /// <summary>The given attention factor; else m(mscale) / m(mscale_all_dim) where both are given and not zero; else m(1).</summary>
    private double YarnScale(double factor)
    {
        double? given = _rope.OptionalNumber(ConfigKeys.AttentionFactor, SmallestFactor, Limits.RopeFactor);
        double scale = NumberUnlessZero(ConfigKeys.MScale, 0);
        double scaleAll = NumberUnlessZero(ConfigKeys.MScaleAllDim, 0);
        return given ?? (scale != 0 && scaleAll != 0 ? Scaled(scale) / Scaled(scaleAll) : Scaled(1));

        double Scaled(double by) => factor <= 1 ? 1 : (0.1 * by * Math.Log(factor)) + 1;
    }

    private RopeSpec? Llama3()
    {
        int original = OriginalPositions(least: 1);
        double? factor = Factor();
        double? low = Mandatory(ConfigKeys.LowFreqFactor);
        double? high = Mandatory(ConfigKeys.HighFreqFactor);
        if (low >= high)
        {
            _rope.Report(MessageId.NotGreater, ConfigKeys.HighFreqFactor, Text(high.Value), _rope.Name(ConfigKeys.LowFreqFactor), Text(low.Value));
            return null;
        }

        return RotaryDim(least: 2) is int dim && factor is double f && low is double l && high is double h
            ? new RopeSpec.Llama3(dim, _theta, (float)f, (float)l, (float)h, original)
            : null;
    }

    private RopeSpec? LongRope()
    {
        // The attention factor divides by ln(original), so 1 is not enough.
        int original = OriginalPositions(least: 2);
        double factor = _rope.OptionalNumber(ConfigKeys.Factor, SmallestFactor, Limits.RopeFactor) ?? (double)_maxPositions / original;
        double scale = _rope.OptionalNumber(ConfigKeys.AttentionFactor, SmallestFactor, Limits.RopeFactor)
            ?? (factor <= 1 ? 1 : Math.Sqrt(1 + (Math.Log(factor) / Math.Log(original))));
        int? dim = RotaryDim(least: 2);
        IReadOnlyList<float>? shorts = Divisors(ConfigKeys.ShortFactor, dim);
        IReadOnlyList<float>? longs = Divisors(ConfigKeys.LongFactor, dim);
        return dim is int d && shorts is not null && longs is not null
            ? new RopeSpec.LongRope(d, _theta, shorts.ToEquatableArray(), longs.ToEquatableArray(), original, (float)scale)
            : null;
    }

    /// <summary>One divisor for each frequency, of which there are half as many as dimensions that turn.</summary>
    private IReadOnlyList<float>? Divisors(string key, int? rotaryDim)
    {
        if (_rope.FindValue(key) is null)
        {
            ReportMissing(key, "a list of numbers, one for each frequency");
            return null;
        }

        IReadOnlyList<float>? divisors = _rope.Factors(key);
        if (divisors is not null && rotaryDim is int dim && divisors.Count != dim / 2)
        {
            _rope.Report(MessageId.WrongLength, key, Text(divisors.Count), Text(dim / 2), $"half of the {Text(dim)} dimensions of a head that turn");
            return null;
        }

        return divisors;
    }

    /// <summary>The stretch of the context. Yarn reads null as the ratio of the two contexts, which <paramref name="original"/> allows for.</summary>
    private double? Factor(int? original = null)
    {
        if (original is int positions && _rope.Find(ConfigKeys.Factor) is JsonNull)
        {
            return (double)_maxPositions / positions;
        }

        double? factor = Mandatory(ConfigKeys.Factor);
        if (factor < 1)
        {
            _rope.Report(MessageId.UnusualValue, ConfigKeys.Factor, Text(factor.Value), "1 or more");
        }

        return factor;
    }

    private double? Mandatory(string key)
    {
        switch (_rope.Find(key))
        {
            case null:
                ReportMissing(key, "a number");
                return null;
            case JsonNull:
                _rope.Report(MessageId.WrongType, key, "null", "a number");
                return null;
            default:
                return _rope.OptionalNumber(key, SmallestFactor, Limits.RopeFactor);
        }
    }

    private void ReportMissing(string key, string wanted) =>
        _rope.Report(MessageId.MissingKey, key, $"{wanted}, for rope type \"{_type}\"");

    /// <summary>Python's <c>value or fallback</c>.</summary>
    private double NumberUnlessZero(string key, double fallback) =>
        _rope.OptionalNumber(key, 0, Limits.RopeFactor) is double value and not 0 ? value : fallback;

    private int? RotaryDim(int least)
    {
        double factor = PartialFactor(out string key);
        int dim = (int)(_headDim * factor);
        if (_defaults.Rotation == HeadRotation.Whole && dim != _headDim)
        {
            Holder(key).Report(MessageId.PartialRotaryUnusable, key, Text(factor), _type);
            return null;
        }

        if (dim % 2 != 0 || dim < least || dim > _headDim)
        {
            _config.Messages.Report(
                MessageId.UnsuitableRotaryDim, _config.Pointer(ConfigKeys.HeadDim), Text(dim), $"{Text(_headDim)} of the head times {Text(factor)}", Text(least));
            return null;
        }

        return dim;
    }

    /// <summary>
    /// Type <c>default</c> takes the inner factor and then the top one; every scaled type the top one first, because Hugging Face
    /// standardises once more before it computes them.
    /// </summary>
    private double PartialFactor(out string key)
    {
        key = ConfigKeys.PartialRotaryFactor;
        double? top = _config.OptionalNumber(key, SmallestFactor, 1);
        bool assumed = _defaults.Rotation == HeadRotation.Partial && _config.Find(key) is null;
        double? outer = assumed ? DefaultPartialFactor : top;
        if (_type == DefaultType && _defaults.Rotation == HeadRotation.Whole)
        {
            WarnIgnoredFactor(top);
            return 1;
        }

        double? inner = _rope.OptionalNumber(key, SmallestFactor, 1);
        if (inner is not double within)
        {
            return outer ?? 1;
        }

        if (outer is not double without || without == within)
        {
            return within;
        }

        bool innerWins = _type == DefaultType;
        if (!innerWins)
        {
            _rope.Report(MessageId.OverriddenKey, key, Text(within), key, assumed ? $"{Text(without)}, its default" : Text(without));
        }
        else if (!assumed)
        {
            _config.Report(MessageId.OverriddenKey, key, Text(without), _rope.Name(key), Text(within));
        }

        return innerWins ? within : without;
    }

    private void WarnIgnoredFactor(double? top)
    {
        if (top is double value and not 1)
        {
            _config.Report(MessageId.IgnoredKey, ConfigKeys.PartialRotaryFactor, Text(value), "heads of this model type turn as a whole");
        }
    }
}
