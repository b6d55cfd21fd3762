using System.Reflection;
using Xunit.v3;

namespace Jobvite.Cluster.Tests.Postgres;

/// <summary>Skips a test, and says why, where PostgreSQL is not installed.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class NeedsPostgresAttribute : BeforeAfterTestAttribute
{
    public override void Before(MethodInfo methodUnderTest, IXunitTest test) => Assert.SkipWhen(PostgresServer.WhyMissing is not null, PostgresServer.WhyMissing ?? "");
}
