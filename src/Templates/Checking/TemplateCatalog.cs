using System.Collections.Generic;

namespace Modelwright.Templates;

/// <summary>Every name the language gives a template. The runtime implements exactly these; a test compares.</summary>
internal static class TemplateCatalog
{
    public static HashSet<string> Filters { get; } =
    [
        "abs", "attr", "batch", "capitalize", "center", "count", "d", "default", "dictsort", "e", "escape", "first", "float", "forceescape", "format",
        "groupby", "indent", "int", "items", "join", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "replace", "reverse",
        "round", "safe", "select", "selectattr", "slice", "sort", "string", "sum", "title", "tojson", "trim", "truncate", "unique", "upper", "wordcount",
    ];

    public static HashSet<string> Tests { get; } =
    [
        "boolean", "callable", "defined", "divisibleby", "eq", "equalto", "escaped", "even", "false", "filter", "float", "ge", "greaterthan", "gt", "in",
        "integer", "iterable", "le", "lessthan", "lower", "lt", "mapping", "ne", "none", "number", "odd", "sameas", "sequence", "string", "test", "true",
        "undefined", "upper",
    ];

    /// <summary>Functions; <c>raise_exception</c> and <c>strftime_now</c> are Hugging Face's.</summary>
    public static HashSet<string> Functions { get; } =
    [
        "cycler", "dict", "joiner", "namespace", "raise_exception", "range", "strftime_now",
    ];

    /// <summary>Methods of strings, lists, mappings, and of <c>loop</c>, <c>cycler</c> and <c>namespace</c>.</summary>
    public static HashSet<string> Methods { get; } =
    [
        "capitalize", "casefold", "center", "count", "endswith", "expandtabs", "find", "format", "index", "isalnum", "isalpha", "isascii", "isdecimal",
        "isdigit", "islower", "isnumeric", "isspace", "istitle", "isupper", "join", "ljust", "lower", "lstrip", "partition", "removeprefix", "removesuffix",
        "replace", "rfind", "rindex", "rjust", "rpartition", "rsplit", "rstrip", "split", "splitlines", "startswith", "strip", "swapcase", "title", "upper",
        "zfill", "copy", "get", "items", "keys", "values", "changed", "cycle", "next", "reset",
    ];

    /// <summary>Methods that change a value: they exist, and the sandbox refuses them.</summary>
    public static HashSet<string> RefusedMethods { get; } =
    [
        "add", "append", "clear", "discard", "extend", "insert", "pop", "popitem", "remove", "setdefault", "sort", "reverse", "update",
    ];

    /// <summary>Variables every template is given; special tokens come as <c>bos_token</c>, <c>eos_token</c> and so on.</summary>
    public static HashSet<string> Variables { get; } =
    [
        "messages", "tools", "documents", "add_generation_prompt", "loop", "caller", "varargs", "kwargs",
        "bos_token", "eos_token", "pad_token", "unk_token", "sep_token", "cls_token", "mask_token",
    ];
}
