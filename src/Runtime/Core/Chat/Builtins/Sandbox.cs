namespace Modelwright.Runtime.Templating;

/// <summary>What Jinja's immutable sandbox does with a method that changes a value.</summary>
internal static class Sandbox
{
    public static TemplateValue Refuse(TemplateValue self, string name) =>
        new UndefinedValue($"access to attribute '{name}' of '{self.TypeName}' object is unsafe.");
}
