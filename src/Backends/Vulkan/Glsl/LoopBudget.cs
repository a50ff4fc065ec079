using System.Globalization;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Mesa's CPU driver stops every loop once an invocation has jumped back 65,535 times in total, nested and sequential loops together,
/// and goes on with wrong numbers and no message. So every emitter adds up its loops here. Loops that are not marked <c>[[unroll]]</c> are counted,
/// for the narrowest subgroup (a lane of 4 walks the longest way) and the most rows a subgroup.
/// </summary>
internal static class LoopBudget
{
    public const long Limit = 65_535;

    /// <summary>The narrowest subgroup the kernels meet.</summary>
    public const int NarrowestSubgroup = 4;

    /// <summary>The most outputs a subgroup computes, whatever the device profile says.</summary>
    public const int MostRows = 16;

    /// <summary>Rounds of a loop in which a subgroup's lanes share <paramref name="items"/>.</summary>
    public static long Lanes(int items) => Padding.DivideUp(items, NarrowestSubgroup);

    /// <summary>Whether a kernel may have these loops one after the other: where not, the emitter shares the work out differently.</summary>
    public static bool Allows(params Loop[] loops) => Loop.Sum(loops) < Limit;

    /// <summary>The bound of a kernel with these loops one after the other.</summary>
    /// <exception cref="IrException">The loops take too long; the message names the kernel and the shape.</exception>
    public static long Check(string kernel, string shape, params Loop[] loops)
    {
        long bound = Loop.Sum(loops);
        return bound < Limit
            ? bound
            : throw new IrException(string.Format(CultureInfo.InvariantCulture, "{0} ({1}): {2} loop rounds, and a driver stops at {3}", kernel, shape, bound, Limit));
    }
}
