using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Secrets;
using Jobvite.Storage;

namespace Jobvite.Grains.Health;

/// <summary>Judges a company by what is stored. Costs a few small statements and no request to Jobvite.</summary>
internal sealed class HealthReader(IHealthStore store, IRunStore runs, ContactRecorder contacts, IGrainFactory grains, TimeProvider time)
{
    /// <summary>The health now; it is saved when it differs from what is stored.</summary>
    public Task<HealthReport> Read(string companyId, CancellationToken cancellationToken) => Judge(companyId, alwaysSave: false, cancellationToken);

    /// <summary>Judges and saves.</summary>
    public async Task Watch(string companyId, CancellationToken cancellationToken) => await Judge(companyId, alwaysSave: true, cancellationToken);

    private async Task<HealthReport> Judge(string companyId, bool alwaysSave, CancellationToken cancellationToken)
    {
        var key = CompanyKey.Of(companyId);
        if (await grains.GetGrain<ICompanyGrain>(key.ToString()).GetConnection() is not { } connection)
        {
            var stored = await store.Read(companyId, cancellationToken);

            // Of a company that has no row nothing is written: its data may just have been deleted.
            var kept = stored.Status is null or HealthStatus.Disconnected ? stored.Incidents
                : await store.Save(companyId, HealthStatus.Disconnected, version: 0, [], cancellationToken);
            return new HealthReport { Status = HealthStatus.Disconnected, Incidents = [.. kept] };
        }

        await contacts.Flush(companyId, cancellationToken);
        var rows = await store.Read(companyId, cancellationToken);
        var history = await runs.GetHistory(companyId, cancellationToken);
        var judgement = HealthRule.Judge(new HealthFacts
        {
            CompanyId = companyId,
            Settings = connection.Settings,
            HasJobvitePublicKey = connection.JobvitePublicRsaKey is not null,
            HasSigningKey = connection.ProtectedSecrets.ContainsKey(SecretField.WebhookSigningKey),
            Rows = rows,
            History = history,
            Budget = await grains.GetGrain<IRequestBudgetGrain>(BudgetKey.Of(key, connection.Environment)).GetUsage(),
            Now = time.GetUtcNow(),
        });
        var incidents = alwaysSave || IsNews(rows, judgement, connection.Version)
            ? await store.Save(companyId, judgement.Report.Status, connection.Version, judgement.Conditions, cancellationToken)
            : Described(rows.Incidents, judgement.Conditions);
        return judgement.Report with { Incidents = [.. incidents] };
    }

    private static bool IsNews(HealthRows rows, HealthJudgement judgement, int version) =>
        rows.Status != judgement.Report.Status
        || rows.Version != version
        || !rows.Incidents.Where(one => one.EndedAt is null).Select(one => one.Subject).ToHashSet(StringComparer.Ordinal).SetEquals(judgement.Conditions.Select(one => one.Subject));

    /// <summary>The stored incidents with the present's words: how many wait and how old records are changes all the time.</summary>
    private static IEnumerable<HealthIncident> Described(IReadOnlyList<HealthIncident> incidents, IReadOnlyList<OpenCondition> conditions) =>
        incidents.Select(one => one.EndedAt is null && conditions.FirstOrDefault(condition => condition.Subject == one.Subject) is { } now
            ? one with { Severe = now.Severe, Cause = now.Cause, Effect = now.Effect, WhatToDo = now.WhatToDo }
            : one);
}
