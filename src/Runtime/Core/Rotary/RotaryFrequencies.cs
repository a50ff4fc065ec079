using System;
using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>
/// The RotaryDim/2 inverse frequencies of every <c>rope_type</c>, in float32, in Hugging Face's order of operations
/// (<c>modeling_rope_utils.py</c>): what Python computes as a number is double here, what torch computes as a tensor is float.
/// </summary>
internal static class RotaryFrequencies
{
    public static float[] Default(int rotaryDim, float theta)
    {
        float[] frequencies = Powers(rotaryDim, theta);
        for (int j = 0; j < frequencies.Length; j++)
        {
            frequencies[j] = 1f / frequencies[j];
        }

        return frequencies;
    }

    public static float[] Linear(int rotaryDim, float theta, float factor)
    {
        float[] frequencies = Default(rotaryDim, theta);
        for (int j = 0; j < frequencies.Length; j++)
        {
            frequencies[j] /= factor;
        }

        return frequencies;
    }

    /// <summary>For a sequence of <paramref name="length"/> positions, at least <paramref name="maxPositions"/>.</summary>
    public static float[] Dynamic(int rotaryDim, float theta, float factor, int maxPositions, int length)
    {
        float growth = (factor * length / maxPositions) - (factor - 1f);
        float grown = theta * MathF.Pow(growth, (float)(rotaryDim / (rotaryDim - 2.0)));
        return Default(rotaryDim, grown);
    }

    public static float[] Yarn(int rotaryDim, float theta, float factor, int originalMaxPositions, float betaFast, float betaSlow, bool truncate)
    {
        double low = CorrectionDimension(betaFast, rotaryDim, theta, originalMaxPositions);
        double high = CorrectionDimension(betaSlow, rotaryDim, theta, originalMaxPositions);
        if (truncate)
        {
            low = Math.Floor(low);
            high = Math.Ceiling(high);
        }

        low = Math.Max(low, 0);
        high = Math.Min(high, rotaryDim - 1);
        if (low == high)
        {
            high += 0.001; // no division by zero
        }

        float[] frequencies = Powers(rotaryDim, theta);
        for (int j = 0; j < frequencies.Length; j++)
        {
            float ramp = Math.Clamp((j - (float)low) / (float)(high - low), 0f, 1f);
            float extrapolated = 1f - ramp;
            float power = frequencies[j];
            frequencies[j] = (1f / (factor * power) * (1f - extrapolated)) + (1f / power * extrapolated);
        }

        return frequencies;
    }

    public static float[] Llama3(int rotaryDim, float theta, float factor, float lowFactor, float highFactor, int originalMaxPositions)
    {
        float longest = (float)(originalMaxPositions / (double)lowFactor);
        float shortest = (float)(originalMaxPositions / (double)highFactor);
        float[] frequencies = Default(rotaryDim, theta);
        for (int j = 0; j < frequencies.Length; j++)
        {
            float frequency = frequencies[j];
            float wavelength = (float)(2 * Math.PI) / frequency;
            if (wavelength > longest)
            {
                frequencies[j] = frequency / factor;
            }
            else if (wavelength >= shortest)
            {
                float smooth = ((originalMaxPositions / wavelength) - lowFactor) / (highFactor - lowFactor);
                frequencies[j] = ((1f - smooth) * frequency / factor) + (smooth * frequency);
            }
        }

        return frequencies;
    }

    public static float[] LongRope(int rotaryDim, float theta, IReadOnlyList<float> factors)
    {
        if (factors.Count != rotaryDim / 2)
        {
            throw new ArgumentException($"The list has {factors.Count} factors; wanted {rotaryDim / 2}, half of the rotary dimension.", nameof(factors));
        }

        float[] frequencies = Powers(rotaryDim, theta);
        for (int j = 0; j < frequencies.Length; j++)
        {
            frequencies[j] = 1f / (factors[j] * frequencies[j]);
        }

        return frequencies;
    }

    /// <summary>θ^(2j/D).</summary>
    private static float[] Powers(int rotaryDim, float theta)
    {
        if (rotaryDim < 2 || rotaryDim % 2 != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(rotaryDim), rotaryDim, "Dimensions turn in pairs: wanted an even number at least 2.");
        }

        float[] powers = new float[rotaryDim / 2];
        for (int j = 0; j < powers.Length; j++)
        {
            powers[j] = MathF.Pow(theta, 2 * j / (float)rotaryDim);
        }

        return powers;
    }

    /// <summary>The (fractional) dimension that turns <paramref name="rotations"/> times over the original context.</summary>
    private static double CorrectionDimension(float rotations, int rotaryDim, float theta, int originalMaxPositions) =>
        rotaryDim * Math.Log(originalMaxPositions / (rotations * 2 * Math.PI)) / (2 * Math.Log(theta));
}
