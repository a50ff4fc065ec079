using System.Runtime.InteropServices;

namespace Modelwright.Runtime;

/// <summary>The rows a patch attends to, [first, end): its frame's.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct PatchSegment(int First, int End)
{
    public int Length => End - First;
}
