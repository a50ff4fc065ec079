using System;

namespace Modelwright.Runtime;

/// <summary>Joins options with what the class's project says (<see cref="ModelInfo.Defaults"/>): the one place where either is read.</summary>
internal static class ClassRules
{
    /// <summary>Options in which nothing is automatic that the class has a default for.</summary>
    /// <param name="info">The class.</param>
    /// <param name="options">What was asked for; <see langword="null"/> for nothing.</param>
    public static TOptions Complete<TOptions>(this ModelInfo info, TOptions? options)
        where TOptions : LoadOptions, new()
    {
        options ??= new TOptions();
        return options.Storage == WeightStorage.Automatic ? (TOptions)((LoadOptions)options with { Storage = info.Defaults.Storage }) : options;
    }

    /// <summary>Columns that sequences can have.</summary>
    /// <exception cref="ProjectLimitException">The options ask for more than the project allows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static int MaxContext(this ModelInfo info, LoadOptions options)
    {
        int resolved = options.ResolveMaxContext(info.MaxPositions);
        return info.Defaults.MaxContext is not int most ? resolved : options.MaxContext == 0 ? most : info.Allowed(nameof(ModelDefaults.MaxContext), options.MaxContext, most);
    }

    /// <summary>Columns that memory is planned for.</summary>
    /// <param name="info">The class.</param>
    /// <param name="options">How it would be loaded.</param>
    /// <param name="batch">Sequences.</param>
    /// <param name="context">What was asked for; 0 for what the options or the class say.</param>
    /// <exception cref="ProjectLimitException">More was asked for than the project allows.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batch"/> is below 1, or <paramref name="context"/> negative.</exception>
    public static int PlannedContext(this ModelInfo info, LoadOptions options, int batch, int context)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(context);
        info.RequireBatch(batch);
        return info.MaxContext(context > 0 ? options with { MaxContext = context } : options);
    }

    /// <summary>Refuses more sequences than the project allows.</summary>
    /// <exception cref="ProjectLimitException">It is more.</exception>
    public static void RequireBatch(this ModelInfo info, int batch)
    {
        if (info.Defaults.MaxBatch is int most)
        {
            info.Allowed(nameof(ModelDefaults.MaxBatch), batch, most);
        }
    }

    /// <summary>Sequences to compute together where as many as <paramref name="batch"/> would do.</summary>
    public static int BatchWithin(this ModelInfo info, int batch) => Math.Min(batch, info.Defaults.MaxBatch ?? batch);

    private static int Allowed(this ModelInfo info, string option, int asked, int most) => asked <= most ? asked : throw new ProjectLimitException(info.Name, option, asked, most);
}
