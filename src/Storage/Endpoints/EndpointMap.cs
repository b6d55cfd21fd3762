using System.Collections.Immutable;
using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Makes endpoints of rows.</summary>
internal static class EndpointMap
{
    public static StoredEndpoint Endpoint(DbDataReader row) => new()
    {
        CompanyId = row.RequiredText("company_id"),
        Id = row.Id(),
        Url = row.RequiredText("url"),
        Description = row.Text("description"),
        Types = Split(row.RequiredText("types")),
        Payload = (EndpointPayload)row.Number("payload"),
        Enabled = row.Flag("enabled"),
        MaxPerSecond = row.Number("max_per_second"),
        CreatedAt = row.Time("created_at"),
        Secret = row.RequiredText("secret"),
        PreviousSecret = row.Text("previous_secret"),
        PreviousUntil = row.OptionalTime("previous_until"),
        DisabledReason = row.Text("disabled_reason"),
        DisabledAt = row.OptionalTime("disabled_at"),
        Epoch = row.Integer("epoch"),
        CreatedPosition = row.Integer("created_position"),
        Position = row.Integer("position"),
        Replay = row.OptionalInteger("replay_to") is { } to ? new EndpointReplayRange(row.Integer("replay_after"), to, row.Flag("replay_missing")) : null,
        Standing = new EndpointStanding
        {
            LastSuccessAt = row.OptionalTime("last_success_at"),
            FailingSince = row.OptionalTime("failing_since"),
            Failures = row.Number("failures"),
            LastError = row.Text("last_error"),
            ProbeAt = row.OptionalTime("probe_at"),
        },
    };

    public static string Join(ImmutableArray<string> types) => string.Join(' ', types);

    private static ImmutableArray<string> Split(string types) => [.. types.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}
