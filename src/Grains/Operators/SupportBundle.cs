using System.Collections.Immutable;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Health;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tenants;
using Jobvite.Storage;

namespace Jobvite.Grains.Operators;

/// <summary>
/// What an operator gives to somebody who helps: how a company is set up and how it does. Every file names what it shows, so that nothing comes along with
/// a type that grows; texts lose what Jobvite said in its own words.
/// </summary>
internal sealed class SupportBundle(IRecordReader records, ISupportReader support, SiloWatch silos, AuditTrail audit, IGrainFactory grains, TimeProvider time)
{
    private const int Days = 30;
    private const int MostRuns = 500;
    private const int MostCauses = 100;
    private const int MostIncidents = 500;

    /// <summary>A file is cut before it is longer; ten of them are far below what a download may have.</summary>
    private const int MostCharacters = 500_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new OwnTexts() },
    };

    /// <summary>Makes the files, and notes in the company's audit trail and in the operators' that somebody has them.</summary>
    public async Task<ImmutableArray<SupportFile>> Make(CompanyOverview company, Caller caller, CancellationToken cancellationToken)
    {
        var key = CompanyKey.Of(company.CompanyId).ToString();
        var reader = grains.GetGrain<IRecordReaderGrain>(key);
        var (health, past) = (await reader.GetHealth(cancellationToken), await reader.GetHealthPast(cancellationToken));
        ImmutableArray<SupportFile> files =
        [
            File("company.json", new { company.CompanyId, company.Environment, company.Health, company.IntervalMinutes, company.Kinds, company.WebhooksPending, company.OldestPendingAt, company.WebhooksDead }),
            File("settings.json", SupportSettings.Of(await grains.GetGrain<ICompanyGrain>(key).GetConnection())),
            File("budget.json", company.Budget),
            File("health.json", new { health.Status, health.Endpoints, Webhooks = Webhooks(health.Webhooks), health.Schedule, Incidents = health.Incidents.Select(Incident) }),
            File("health-past.json", new { past.KnownSince, past.KnownUntil, past.Gaps, Incidents = past.Incidents.Take(MostIncidents).Select(Incident) }),
            File("runs.json", await Runs(company.CompanyId, cancellationToken)),
            File("webhooks.json", new
            {
                Statuses = (await support.CountWebhooks(company.CompanyId, cancellationToken)).Select(one => new { one.Status, one.Count, one.Oldest }),
                Errors = await support.CountErrors(company.CompanyId, MostCauses, cancellationToken),
            }),
            File("cluster.json", (await silos.List()).Select(silo => new { silo.Name, silo.Status, silo.Activations, silo.CpuPercent, silo.MemoryUsed, silo.MemoryLimit, silo.Clients, silo.Overloaded, silo.Companies, silo.IsDraining })),
            File("service.json", new
            {
                Version = typeof(SupportBundle).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
                Runtime = Environment.Version.ToString(),
                MadeAt = time.GetUtcNow(),
                Migrations = await support.ListMigrations(cancellationToken),
            }),
        ];
        await audit.Write(company.CompanyId, AuditActions.SupportBundle, caller, details: null);
        await audit.Write(IAuditGrain.ClusterKey, AuditActions.SupportBundle, caller, details: null, company.CompanyId);
        return files;
    }

    private async Task<List<object>> Runs(string companyId, CancellationToken cancellationToken)
    {
        List<object> runs = [];
        string? cursor = null;
        do
        {
            var page = await records.ListRuns(companyId, new RunFilter(), new PageRequest(PageSize: 100, Cursor: cursor), cancellationToken);
            var young = page.Items.Where(run => run.StartedAt >= time.GetUtcNow().AddDays(-Days)).ToList();
            runs.AddRange(young.Select(run => new { run.RunId, run.Kind, run.Mode, run.Trigger, run.Status, run.StartedAt, run.FinishedAt, run.Progress, run.Error, FailedRecords = run.Failures.Length }));
            cursor = young.Count == page.Items.Length ? page.NextCursor : null;
        }
        while (cursor is not null && runs.Count < MostRuns);
        return runs;
    }

    private static object Incident(HealthIncident one) => new { one.Subject, one.StartedAt, one.EndedAt, one.Severe, one.Cause, one.Effect, one.WhatToDo };

    private static object Webhooks(WebhooksHealth one) => new { one.State, one.LastReceivedAt, one.Waiting, one.OldestWaitingAt, one.Failing, one.Dead, one.RejectedLastHour, one.Announced };

    private static SupportFile File(string name, object? value)
    {
        var text = JsonSerializer.Serialize(value, Json);
        return new SupportFile(name, text.Length <= MostCharacters ? text : $"{text[..MostCharacters]}\n… the rest is left out");
    }

    /// <summary>Takes Jobvite's own words out of every text.</summary>
    private sealed class OwnTexts : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(OwnWords.Of(value));
    }
}
