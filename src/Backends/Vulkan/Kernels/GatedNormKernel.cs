using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>Norm of every value head, times its weight, times silu(z): (o, projection, norm, result).</summary>
internal static class GatedNormKernel
{
    public static Kernel Emit(string name, DeltaShape shape, float epsilon)
    {
        int unit = shape.ValueDim % 4 == 0 && shape.Channels % 4 == 0 ? 4 : 1;
        Loop units = new(LoopBudget.Lanes(Padding.DivideUp(shape.ValueDim, unit)));
        return Kernel.Of(
            name,
            Glsl(shape, epsilon, unit),
            KernelClass.Subgroup,
            new Grid(new GridAxis(1, Extent.Rows, GridUnit.Subgroup), new GridAxis(shape.ValueHeads)),
            LoopBudget.Check(name, shape.ToString(), units, units));
    }

    private static string Glsl(DeltaShape shape, float epsilon, int unit) => $$"""
        {{Prologue.Emit(GlslUse.Arithmetic)}}

        {{(unit == 4 ? Exponential.Quad : Exponential.Single)}}

        #define UNIT {{(unit == 4 ? "vec4" : "float")}}
        const uint UNITS = {{shape.ValueDim / unit}}u;               // of a head; everything below is counted in these
        const float VALUE_DIM = {{shape.ValueDim}}.0;
        const uint STRIDE = {{Padding.RoundUp8(shape.ValueHeads * shape.ValueDim) / unit}}u;
        const uint PROJECTION_STRIDE = {{Padding.RoundUp8(shape.ProjectionWidth) / unit}}u;
        const uint Z_OFFSET = {{shape.Channels / unit}}u;
        const float EPSILON = {{GlslLiteral.Float(epsilon)}};

        layout(std430) readonly buffer O { UNIT o[]; };
        layout(std430) readonly buffer Projection { UNIT projection[]; };
        layout(std430) readonly buffer Norm { UNIT norm[]; };
        layout(std430) writeonly buffer Result { UNIT result[]; };

        void main()
        {
            uint row = gl_WorkGroupID.x * SUBGROUPS + gl_SubgroupID;
            uint head = gl_WorkGroupID.y;
            if (row >= step.rows) { return; }

            uint at = row * STRIDE + head * UNITS;
            float sum = 0.0;
            for (uint unit = gl_SubgroupInvocationID; unit < UNITS; unit += SUBGROUP_SIZE)
            {
                UNIT value = o[at + unit];
                sum += dot(value, value);
            }

            float scale = inversesqrt(subgroupAdd(sum) / VALUE_DIM + EPSILON);
            for (uint unit = gl_SubgroupInvocationID; unit < UNITS; unit += SUBGROUP_SIZE)
            {
                UNIT z = projection[row * PROJECTION_STRIDE + Z_OFFSET + head * UNITS + unit];
                result[at + unit] = o[at + unit] * scale * norm[unit] * z / (1.0 + accurate_exp(-z));
            }
        }
        """;
}
