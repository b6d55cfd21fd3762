namespace Jobvite.Browser.Tests;

/// <summary>All tests, one after the other: one stand-in for Jobvite and one browser serve them, and some break the stand-in.</summary>
[CollectionDefinition(nameof(ConsoleCollection))]
public sealed class ConsoleCollection : ICollectionFixture<ServiceFixture>;
