namespace Jobvite.Grains.Sync;

/// <summary>The only writer of a company's jobs.</summary>
[Alias("jv.IJobsGrain")]
internal interface IJobsGrain : IKindGrain;
