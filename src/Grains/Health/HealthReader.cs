using System.IO.Hashing;
using System.Text;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Secrets;
using Jobvite.Storage;

namespace Jobvite.Grains.Health;

/// <summary>Judges a company by what is stored. Costs a few small statements and no request to Jobvite.</summary>
internal sealed class HealthReader(IHealthStore store, IRunStore runs, ContactRecorder contacts, IGrainFactory grains, SecretProtector protector, GrainsInstruments instruments, TimeProvider time)
{
    /// <summary>The health now; it is saved when it differs from what is stored and the database takes writes.</summary>
    public async Task<HealthReport> Read(string companyId, CancellationToken cancellationToken) => (await Judge(companyId, isAsked: true, cancellationToken)).Report;

    /// <summary>
    /// Judges, and saves what is new. True: nothing is, and it is to be noted, together with others, that the company was judged
    /// (<see cref="IHealthStore.NoteJudged"/>).
    /// </summary>
    public async Task<bool> Watch(string companyId, CancellationToken cancellationToken) => (await Judge(companyId, isAsked: false, cancellationToken)).IsQuiet;

    /// <inheritdoc cref="IRecordReaderGrain.GetHealthPast"/>
    public Task<HealthPast> ReadPast(string companyId, CancellationToken cancellationToken) => store.ReadPast(companyId, cancellationToken);

    private async Task<(HealthReport Report, bool IsQuiet)> Judge(string companyId, bool isAsked, CancellationToken cancellationToken)
    {
        var key = CompanyKey.Of(companyId);
        if (await grains.GetGrain<ICompanyGrain>(key.ToString()).GetConnection() is not { } connection)
        {
            var stored = await store.Read(companyId, cancellationToken);

            // Of a company that has no row nothing is written: its data may just have been deleted.
            var kept = stored.Status is null or HealthStatus.Disconnected ? stored.Incidents
                : await store.Save(companyId, HealthStatus.Disconnected, version: 0, [], cancellationToken);
            return (new HealthReport { Status = HealthStatus.Disconnected, Incidents = [.. kept] }, false);
        }

        if (isAsked)
        {
            await TryWrite(() => contacts.Flush(companyId, cancellationToken));
        }
        else
        {
            await contacts.Flush(companyId, cancellationToken);
        }

        var rows = await store.Read(companyId, cancellationToken);
        var history = await runs.GetHistory(companyId, cancellationToken);
        var judgement = HealthRule.Judge(new HealthFacts
        {
            CompanyId = companyId,
            Settings = connection.Settings,
            HasJobvitePublicKey = connection.JobvitePublicRsaKey is not null,
            HasSigningKey = connection.ProtectedSecrets.ContainsKey(SecretField.WebhookSigningKey),
            UnreadableSecrets = UnreadableSecrets.Of(protector, companyId, connection.ProtectedSecrets),
            DatabaseDownSince = isAsked ? instruments.DatabaseDownSince : null,
            Rows = rows,
            History = [.. history.Select(one => one.Since(connection.ReadScopeSince))],
            Budget = await grains.GetGrain<IRequestBudgetGrain>(connection.Meter).GetUsage(),
            Now = time.GetUtcNow(),
        });
        IReadOnlyList<HealthIncident>? saved = null;
        async Task Save() => saved = await store.Save(companyId, judgement.Report.Status, connection.Version, judgement.Conditions, cancellationToken);
        var isNews = IsNews(rows, judgement, connection.Version);
        var isQuiet = !isNews && judgement.Conditions.Count == 0 && WasJudgedToday(rows, time.GetUtcNow());
        if (isAsked && isNews)
        {
            await TryWrite(Save);
        }
        else if (!isAsked && !isQuiet)
        {
            await Save();
        }

        return (judgement.Report with { Incidents = [.. saved ?? Described(companyId, rows.Incidents, judgement.Conditions)] }, isQuiet);
    }

    /// <summary>Whoever asks how things stand must hear it from a database that takes no writes, too, and not wait for it at every question.</summary>
    private async Task TryWrite(Func<Task> write)
    {
        if (instruments.DatabaseDownSince is not null)
        {
            return;
        }

        try
        {
            await write();
        }
        catch (StorageUnavailableException)
        {
            instruments.DatabaseIsDown(time.GetUtcNow());
        }
    }

    // What saving does besides, such as noting a gap and removing what is old, is done once a day at least.
    private static bool WasJudgedToday(HealthRows rows, DateTimeOffset now) =>
        rows.JudgedAt is { } last && now - last < HealthPast.LongestPause && last.UtcDateTime.Date == now.UtcDateTime.Date;

    private static bool IsNews(HealthRows rows, HealthJudgement judgement, int version) =>
        rows.Status != judgement.Report.Status
        || rows.Version != version
        || !rows.Incidents.Where(one => one.EndedAt is null).Select(one => one.Subject).ToHashSet(StringComparer.Ordinal).SetEquals(judgement.Conditions.Select(one => one.Subject));

    /// <summary>
    /// The stored incidents with the present's words, since how many wait and how old records are changes all the time, after those that could
    /// not be stored.
    /// </summary>
    private static IEnumerable<HealthIncident> Described(string companyId, IReadOnlyList<HealthIncident> incidents, IReadOnlyList<OpenCondition> conditions) => conditions
        .Where(condition => !incidents.Any(one => one.EndedAt is null && one.Subject == condition.Subject))
        .Select(one => new HealthIncident
        {
            Id = new Guid(XxHash128.Hash(Encoding.UTF8.GetBytes($"{companyId} {one.Subject} {one.Since:O}"))),
            Subject = one.Subject,
            Severe = one.Severe,
            StartedAt = one.Since,
            Cause = one.Cause,
            Effect = one.Effect,
            WhatToDo = one.WhatToDo,
        })
        .Concat(incidents.Select(one => one.EndedAt is null && conditions.FirstOrDefault(condition => condition.Subject == one.Subject) is { } now
            ? one with { Severe = now.Severe, Cause = now.Cause, Effect = now.Effect, WhatToDo = now.WhatToDo }
            : one));
}
