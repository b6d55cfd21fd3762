using Jobvite.Client;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Runs;

/// <summary>The client's malformed records as a run lists them.</summary>
internal static class RecordFailures
{
    public static IReadOnlyList<RecordFailure> From(IReadOnlyList<MalformedRecord> malformed) =>
        malformed.Select(m => new RecordFailure(m.Id, m.Reason)).ToList();
}
