using System;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Modelwright.Extensions.AI;
using Modelwright.Runtime;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers models as chat clients.</summary>
public static class ModelwrightServiceCollectionExtensions
{
    /// <summary>Registers a generated model class and an <see cref="IChatClient"/> over it, with the template compiled into the class: <c>services.AddModelwrightChat(_ =&gt; Qwen3.Load(folder))</c>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="load">Loads the model when it is first asked for; the container disposes it.</param>
    /// <param name="options">How the client works; its logger is the container's unless it has one. Defaults where null.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddModelwrightChat<TModel>(this IServiceCollection services, Func<IServiceProvider, TModel> load, ModelwrightChatClientOptions? options = null)
        where TModel : class, ICausalLanguageModel, IChatModel
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(load);
        return services.AddSingleton(load).AddSingleton<IChatClient>(provider =>
        {
            ModelwrightChatClientOptions chosen = options ?? new ModelwrightChatClientOptions();
            return new ModelwrightChatClient(
                provider.GetRequiredService<TModel>(), TModel.ChatTemplate, chosen with { Logger = chosen.Logger ?? provider.GetService<ILoggerFactory>()?.CreateLogger<ModelwrightChatClient>() });
        });
    }

    /// <summary>Registers a generated model class without a head and an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> over it: <c>services.AddModelwrightEmbeddings(_ =&gt; Qwen3Embedding.Load(folder))</c>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="load">Loads the model when it is first asked for; the container disposes it.</param>
    /// <param name="options">How embeddings are made; its logger is the container's unless it has one. Defaults where null.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddModelwrightEmbeddings<TModel>(
        this IServiceCollection services, Func<IServiceProvider, TModel> load, ModelwrightEmbeddingGeneratorOptions? options = null)
        where TModel : class, IHiddenStateModel
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(load);
        return services.AddSingleton(load).AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(provider =>
        {
            ModelwrightEmbeddingGeneratorOptions chosen = options ?? new ModelwrightEmbeddingGeneratorOptions();
            return new ModelwrightEmbeddingGenerator(
                provider.GetRequiredService<TModel>(), chosen with { Logger = chosen.Logger ?? provider.GetService<ILoggerFactory>()?.CreateLogger<ModelwrightEmbeddingGenerator>() });
        });
    }
}
