using Jobvite.Grains.Runs;

namespace Jobvite.Grains.Jobs;

/// <inheritdoc cref="IJobsGrain"/>
internal sealed class JobsGrain(JobSource source, KindServices services) : KindGrain(source, services), IJobsGrain;
