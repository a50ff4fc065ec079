using System;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Rows of inputs of experts, a row for each route, in the order in which the route's expert has its columns: (x, routes, order, shared_order?, y), an invocation a column.
/// Planned in models whose checkpoints may be quantised in such orders; where one is not, each column is its own.
/// </summary>
internal static class ReorderRoutesKernel
{
    /// <param name="name">The kernel's name.</param>
    /// <param name="op">The experts.</param>
    /// <param name="rows">What is brought into order.</param>
    public static Kernel Emit(string name, RoutedExperts op, RoutedRows rows) => Kernel.Of(
        name,
        Glsl(op, rows),
        KernelClass.Lane,
        new Grid(new GridAxis(Padding.RoundUp8(Math.Max(rows.Width, rows.SharedWidth ?? 0)), Unit: GridUnit.Lane), new GridAxis(rows.PerToken), new GridAxis(1, Extent.Rows)),
        loopBound: 0);

    private static string Glsl(RoutedExperts op, RoutedRows rows) => Conditions.Resolve($$"""
        {{Prologue.Emit(GlslUse.None)}}

        #define SHARED {{(rows.SharedWidth is null ? 0 : 1)}}            // route TOP_K is the shared expert's

        const uint COLUMNS = {{Padding.RoundUp8(rows.Width)}}u;            // of an order: whole blocks of 8
        const uint STRIDE = {{Padding.RoundUp8(rows.Stride)}}u;            // of a row of x and of y
        const uint SLOTS = {{op.Slots}}u;            // routes a token has
        const uint PER_TOKEN = {{rows.PerToken}}u;            // rows of y that a token has
        #if SHARED
        const uint TOP_K = {{op.K}}u;
        const uint SHARED_COLUMNS = {{Padding.RoundUp8(rows.SharedWidth ?? 0)}}u;
        #endif

        layout(std430) readonly buffer X { float x[]; };
        layout(std430) readonly buffer Routes { uvec2 routes[]; };
        layout(std430) readonly buffer Order { uint order[]; };
        #if SHARED
        layout(std430) readonly buffer SharedOrder { uint shared_order[]; };
        #endif
        layout(std430) writeonly buffer Y { float y[]; };

        void main()
        {
            uint column = gl_GlobalInvocationID.x;
            uint slot = gl_WorkGroupID.y;
            uint token = gl_WorkGroupID.z;
            uint row = token * PER_TOKEN + slot;
            uint start = {{(rows.IsRouted ? "row" : "token")}} * STRIDE;
        #if SHARED
            if (slot == TOP_K)
            {
                if (column < SHARED_COLUMNS) { y[row * STRIDE + column] = x[start + shared_order[column]]; }
                return;
            }
        #endif

            uint expert = min(routes[token * SLOTS + slot].x, uint(order.length()) / COLUMNS - 1u);     // one order may be every expert's
            if (column < COLUMNS) { y[row * STRIDE + column] = x[start + order[expert * COLUMNS + column]]; }
        }
        """);
}

/// <summary>Rows of inputs of experts that are brought into an order.</summary>
/// <param name="Width">Columns of an expert's matrix.</param>
/// <param name="SharedWidth">Columns of the shared expert's; null where its rows are not among them.</param>
/// <param name="Stride">Columns that a row has room for.</param>
/// <param name="PerToken">Rows of a token that come out.</param>
/// <param name="IsRouted">Whether a token has as many to begin with; else it has one.</param>
internal sealed record RoutedRows(int Width, int? SharedWidth, int Stride, int PerToken, bool IsRouted);
