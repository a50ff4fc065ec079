namespace Modelwright.Backends.Vulkan;

/// <summary>A loop of a kernel, by the most rounds one invocation takes, with the loops inside it.</summary>
internal sealed class Loop(long rounds, params Loop[] inside)
{
    /// <summary>Jumps back to a loop's head, this loop's and those inside it.</summary>
    public long BackEdges { get; } = rounds * (1 + Sum(inside));

    public static long Sum(Loop[] loops)
    {
        long sum = 0;
        foreach (Loop loop in loops)
        {
            sum += loop.BackEdges;
        }

        return sum;
    }
}
