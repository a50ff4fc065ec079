using System.Runtime.InteropServices;

namespace Modelwright.Runtime;

/// <summary>A row of the table of positions and its weight in a patch's position.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct PatchTap(int Row, float Weight);
