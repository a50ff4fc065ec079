using Modelwright.Runtime;

namespace Modelwright.Media.Tests;

/// <summary>The filters' functions, worked out by hand, and which of their ends belong to them.</summary>
public class FilterKernelTests
{
    [Theory]
    [InlineData(ResampleFilter.Box, 0, 1)]
    [InlineData(ResampleFilter.Box, 0.5, 1)]
    [InlineData(ResampleFilter.Box, -0.5, 0)]
    [InlineData(ResampleFilter.Box, -0.499, 1)]
    [InlineData(ResampleFilter.Box, 0.5000000000000001, 0)]
    [InlineData(ResampleFilter.Box, -0.6, 0)]
    [InlineData(ResampleFilter.Bilinear, 0.25, 0.75)]
    [InlineData(ResampleFilter.Bilinear, -1.5, 0)]
    [InlineData(ResampleFilter.Bicubic, 0, 1)]
    [InlineData(ResampleFilter.Bicubic, 0.5, 0.5625)]
    [InlineData(ResampleFilter.Bicubic, 1, 0)]
    [InlineData(ResampleFilter.Bicubic, -1.5, -0.0625)]
    [InlineData(ResampleFilter.Bicubic, 2.5, 0)]
    [InlineData(ResampleFilter.Hamming, 0, 1)]
    [InlineData(ResampleFilter.Hamming, 0.25, 0.7790159060139248)]
    [InlineData(ResampleFilter.Hamming, -0.5, 0.34377467707849396)] // 2/π · 0.54
    [InlineData(ResampleFilter.Hamming, 1.5, 0)]
    [InlineData(ResampleFilter.Lanczos, 0, 1)]
    [InlineData(ResampleFilter.Lanczos, 1.5, -0.13509491152311703)] // −2/(3π) · 2/π
    [InlineData(ResampleFilter.Lanczos, 3.5, 0)]
    [InlineData(ResampleFilter.Lanczos, -3.5, 0)]
    public void What_a_sample_weighs(ResampleFilter filter, double x, double weight) => Assert.Equal(weight, FilterKernel.At(filter, x), 1e-12);

    /// <summary>A sample half a new pixel away on the right belongs to it, one on the left does not: 3 become 2.</summary>
    [Fact]
    public void A_box_takes_its_right_end() => Assert.Equal(
        [15, 15, 15, 30, 30, 30],
        ImageResampler.Resample(Image.FromRgb(new byte[] { 10, 10, 10, 20, 20, 20, 30, 30, 30 }, 3, 1), 2, 1, ResampleFilter.Box));
}
