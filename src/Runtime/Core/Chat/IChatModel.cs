namespace Modelwright.Runtime;

/// <summary>A generated model class whose config has a chat template beside it.</summary>
public interface IChatModel
{
    /// <summary>The template, compiled into the class.</summary>
    static abstract ChatTemplate ChatTemplate { get; }
}
