using System;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;

namespace VerifyTests;

/// <summary>A verification whose settings can still be changed; it starts when it is awaited or turned into a task.</summary>
public class SettingsTask
{
    private readonly Func<VerifySettings, Task<VerifyResult>> _buildTask;
    private VerifySettings? _settings;
    private Task<VerifyResult>? _task;

    public SettingsTask(VerifySettings? settings, Func<VerifySettings, Task<VerifyResult>> buildTask)
    {
        _settings = settings is null ? null : new VerifySettings(settings);
        _buildTask = buildTask;
    }

    public VerifySettings CurrentSettings => _settings ??= new VerifySettings();

    public static implicit operator Task<VerifyResult>(SettingsTask settingsTask) => settingsTask.ToTask();

    public SettingsTask UseDirectory(string directory) => With(settings => settings.UseDirectory(directory));

    public SettingsTask UseFileName(string fileName) => With(settings => settings.UseFileName(fileName));

    public SettingsTask UseTypeName(string name) => With(settings => settings.UseTypeName(name));

    public SettingsTask UseMethodName(string name) => With(settings => settings.UseMethodName(name));

    public SettingsTask UseParameters(params object?[] parameters) => With(settings => settings.UseParameters(parameters));

    public SettingsTask UseTextForParameters(string parametersText) =>
        With(settings => settings.UseTextForParameters(parametersText));

    public SettingsTask DisableDiff() => With(settings => settings.DisableDiff());

    public Task<VerifyResult> ToTask() => _task ??= _buildTask(CurrentSettings);

    public TaskAwaiter<VerifyResult> GetAwaiter() => ToTask().GetAwaiter();

    public ConfiguredTaskAwaitable<VerifyResult> ConfigureAwait(bool continueOnCapturedContext) =>
        ToTask().ConfigureAwait(continueOnCapturedContext);

    private SettingsTask With(Action<VerifySettings> change)
    {
        change(CurrentSettings);
        return this;
    }
}
