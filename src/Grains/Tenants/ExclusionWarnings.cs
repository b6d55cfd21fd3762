using Jobvite.Storage;

namespace Jobvite.Grains.Tenants;

/// <summary>What a person should know when fields are excluded, or not any more.</summary>
internal sealed class ExclusionWarnings(IRecordReader records, IScrubStore scrubs)
{
    private const int PageSize = 500;

    /// <summary>Null unless a field is to be stored again.</summary>
    public async Task<string?> OfChange(string companyId, CompanyState before, CompanyState after, CancellationToken cancellationToken)
    {
        var lifted = (before.Settings.ExcludedFields ?? []).Except(after.Settings.ExcludedFields ?? [], StringComparer.Ordinal).ToList();
        if (lifted.Count == 0)
        {
            return null;
        }

        var counts = await records.Count(companyId, cancellationToken);
        var requests = ((counts.Applications + PageSize - 1) / PageSize) + 1;
        return $"{string.Join(", ", lifted)}: stored again from now on. What is stored already lacks {(lifted.Count == 1 ? "it" : "them")} until a full sync, which takes about {requests} requests of candidates.";
    }

    /// <summary>Null unless something is still being taken out of what is stored.</summary>
    public async Task<string?> OfScrub(string companyId, CancellationToken cancellationToken) => await scrubs.FindOrder(companyId, cancellationToken) is { } since
        ? $"Data that are not wanted any more are being taken out of what is stored, since {since:yyyy-MM-dd HH:mm} UTC. This is gone when everything was looked through twice, ten minutes apart."
        : null;
}
