using Jobvite.Grains.Runs;

namespace Jobvite.Grains.Jobs;

/// <summary>The only writer of a company's jobs.</summary>
[Alias("jv.IJobsGrain")]
internal interface IJobsGrain : IKindGrain;
