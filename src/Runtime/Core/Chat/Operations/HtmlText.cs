namespace Modelwright.Runtime.Templating;

/// <summary>HTML escaping, as MarkupSafe does it.</summary>
internal static class HtmlText
{
    public static StringValue Escape(StringValue text) => text.Map(static (character, _) => character switch
    {
        "&" => "&amp;",
        "<" => "&lt;",
        ">" => "&gt;",
        "\"" => "&#34;",
        "'" => "&#39;",
        _ => character,
    }).WithSafe(safe: true);
}
