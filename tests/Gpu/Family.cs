using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Gpu;

/// <summary>A family of graphics chips that one of Mesa's drivers compiles for without having one.</summary>
/// <param name="Name">What it is called here.</param>
/// <param name="Cards">Some that are of it.</param>
/// <param name="Vendor">Whose driver it is.</param>
/// <param name="Chip">What the driver, or the library that stands for the kernel's, calls it.</param>
internal sealed record Family(string Name, string Cards, Vendor Vendor, string Chip)
{
    public static IReadOnlyList<Family> All { get; } =
    [
        new("polaris10", "RX 480", Vendor.Amd, "POLARIS10"),
        new("vega10", "RX Vega 64", Vendor.Amd, "VEGA10"),
        new("navi10", "RX 5700", Vendor.Amd, "NAVI10"),
        new("navi21", "RX 6800", Vendor.Amd, "NAVI21"),
        new("navi31", "RX 7900", Vendor.Amd, "NAVI31"),
        new("gfx1201", "RX 9070", Vendor.Amd, "GFX1201"),
        new("tgl", "Tiger Lake, Iris Xe", Vendor.Intel, "tgl"),
        new("dg2", "Arc A770", Vendor.Intel, "dg2"),
    ];

    public static Family Named(string name) => All.First(family => family.Name == name);
}

/// <summary>Whose driver: AMD's compiles for any family by a variable, Intel's asks the kernel, for which a library of Mesa's can stand in.</summary>
internal enum Vendor
{
    Amd,
    Intel,
}
