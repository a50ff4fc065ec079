using System;

namespace Modelwright.Backends.Vulkan;

/// <summary>The buffer between the two expert kernels: a row for each token and slot.</summary>
internal static class ExpertRows
{
    /// <summary>The widest expert, routed or shared: a row has room for it.</summary>
    public static int Widest(RoutedExperts op) => Math.Max(op.Width, op.SharedWidth ?? 0);

    /// <summary>Bytes of the rows of one token.</summary>
    public static long Bytes(RoutedExperts op) => (long)op.Slots * Padding.RoundUp8(Widest(op)) * sizeof(float);
}
