namespace Jobvite.Grains.Tests.Budget;

[CollectionDefinition(Name)]
public sealed class BudgetClusterCollection : ICollectionFixture<BudgetCluster>
{
    public const string Name = "budget cluster";
}
