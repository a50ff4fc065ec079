namespace Modelwright.Package.Tests;

/// <summary>Tests that share the packed packages: they are packed once.</summary>
[CollectionDefinition(Name)]
public sealed class PackagesCollection : ICollectionFixture<PackedFeed>
{
    public const string Name = "packages";
}
