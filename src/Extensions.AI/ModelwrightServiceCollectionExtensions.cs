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
    /// <returns>The services.</returns>
    public static IServiceCollection AddModelwrightChat<TModel>(this IServiceCollection services, Func<IServiceProvider, TModel> load)
        where TModel : class, ICausalLanguageModel, IChatModel
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(load);
        return services.AddSingleton(load).AddSingleton<IChatClient>(static provider => new ModelwrightChatClient(
            provider.GetRequiredService<TModel>(), TModel.ChatTemplate, new ModelwrightChatClientOptions { Logger = provider.GetService<ILoggerFactory>()?.CreateLogger<ModelwrightChatClient>() }));
    }
}
