namespace Modelwright.Runtime;

/// <summary>What each of the 256 samples of each channel becomes: rescaled and normalised in float32, in the order of Hugging Face's torchvision processors.</summary>
internal static class PixelValues
{
    /// <summary>[channel, sample].</summary>
    public static float[] Table(VisionProcessorOptions options)
    {
        float[] table = new float[3 * 256];
        for (int i = 0; i < table.Length; i++)
        {
            table[i] = Value(options, i / 256, i % 256);
        }

        return table;
    }

    private static float Value(VisionProcessorOptions options, int channel, float sample)
    {
        float mean = (float)options.Mean[channel];
        float deviation = (float)options.StandardDeviation[channel];
        float inverse = (float)(1 / options.RescaleFactor);
        return (options.Rescale, options.Normalize) switch
        {
            (true, true) => (sample - (mean * inverse)) / (deviation * inverse),
            (false, true) => (sample - mean) / deviation,
            (true, false) => sample * (float)options.RescaleFactor,
            (false, false) => sample,
        };
    }
}
