#if NETSTANDARD2_0
// What the C# compiler asks of the framework and netstandard2.0 lacks: init-only setters, records, ranges, required members.
namespace System.Runtime.CompilerServices
{
    internal static class IsExternalInit;

    [AttributeUsage(AttributeTargets.All, AllowMultiple = true, Inherited = false)]
    internal sealed class CompilerFeatureRequiredAttribute(string featureName) : Attribute
    {
        public string FeatureName { get; } = featureName;
    }

    [AttributeUsage(AttributeTargets.All, Inherited = false)]
    internal sealed class RequiredMemberAttribute : Attribute;

    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)]
    internal sealed class CollectionBuilderAttribute(Type builderType, string methodName) : Attribute
    {
        public Type BuilderType { get; } = builderType;

        public string MethodName { get; } = methodName;
    }
}

namespace System
{
    /// <summary>The <c>^1</c> of netstandard2.0.</summary>
    internal readonly struct Index(int value, bool fromEnd = false) : IEquatable<Index>
    {
        public int Value { get; } = value;

        public bool IsFromEnd { get; } = fromEnd;

        public static implicit operator Index(int value) => new(value);

        public int GetOffset(int length) => IsFromEnd ? length - Value : Value;

        public bool Equals(Index other) => Value == other.Value && IsFromEnd == other.IsFromEnd;

        public override bool Equals(object? obj) => obj is Index other && Equals(other);

        public override int GetHashCode() => IsFromEnd ? ~Value : Value;
    }

    /// <summary>The <c>1..^1</c> of netstandard2.0.</summary>
    internal readonly struct Range(Index start, Index end)
    {
        public Index Start { get; } = start;

        public Index End { get; } = end;

        public static Range StartAt(Index start) => new(start, new Index(0, fromEnd: true));

        public static Range EndAt(Index end) => new(new Index(0), end);
    }
}
#endif
