using System.Text.Json;
using System.Text.Json.Nodes;
using Jobvite.Grains.Interfaces;
using Jobvite.Payloads;
using Jobvite.Storage;

namespace Jobvite.Grains.Endpoints;

/// <summary>Makes what is sent of changes. A thin body is the same bytes at every attempt; a full one has the record as it is now.</summary>
internal sealed class DeliveryBodies(IRecordLookup records)
{
    /// <summary>Bodies in the order of the items.</summary>
    public async Task<IReadOnlyList<byte[]>> Make(string companyId, EndpointPayload payload, IReadOnlyList<FeedItem> items, CancellationToken cancellationToken)
    {
        if (payload is EndpointPayload.Thin)
        {
            return [.. items.Select(item => JsonSerializer.SerializeToUtf8Bytes(new DeliveryBody(item.Type, item.At.UtcDateTime, ChangeItem.Of(item)), PayloadJson.Options))];
        }

        var found = await records.Find(companyId, Wanted(items), cancellationToken);
        return [.. items.Select(item => Full(item, RecordOf(item, found)))];
    }

    /// <summary>What tells a person that the way is open.</summary>
    public static byte[] Test(Guid endpointId, DateTimeOffset now) =>
        JsonSerializer.SerializeToUtf8Bytes(new { type = "endpoint.test", timestamp = now.UtcDateTime, data = new { endpointId } }, PayloadJson.Options);

    private static byte[] Full(FeedItem item, object? record)
    {
        var data = JsonSerializer.SerializeToNode(ChangeItem.Of(item), PayloadJson.Options)!.AsObject();
        if (record is not null)
        {
            data["record"] = JsonSerializer.SerializeToNode(record, record.GetType(), PayloadJson.Options);
        }

        return JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["type"] = item.Type, ["timestamp"] = JsonValue.Create(item.At.UtcDateTime), ["data"] = data }, PayloadJson.Options);
    }

    private static WantedRecords Wanted(IReadOnlyList<FeedItem> items)
    {
        return new WantedRecords
        {
            Jobs = Ids("job", item => item.RecordId),
            Candidates = [.. Ids("candidate", item => item.RecordId), .. Ids("application", item => item.CandidateId)],
            Processes = Ids("process", item => item.RecordId),
            Tasks = Ids("task", item => item.RecordId),
            OwnersOfDocuments = Ids("document", item => item.CandidateId),
        };

        System.Collections.Immutable.ImmutableArray<string> Ids(string kind, Func<FeedItem, string?> id) =>
            [.. items.Where(item => FeedTypes.KindOf(item.Type) == kind).Select(id).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    private static object? RecordOf(FeedItem item, FoundRecords found) => FeedTypes.KindOf(item.Type) switch
    {
        "job" => found.Jobs.GetValueOrDefault(item.RecordId ?? "") is { } job ? RecordItems.Of(job) : null,
        "candidate" => found.Candidates.GetValueOrDefault(item.RecordId ?? "") is { } candidate ? RecordItems.Of(candidate) : null,
        "application" => found.Candidates.GetValueOrDefault(item.CandidateId ?? "") is { } person
            ? RecordItems.Of(person).Applications.FirstOrDefault(application => application.ApplicationId == item.RecordId)
            : null,
        "document" => found.Documents.GetValueOrDefault(item.RecordId ?? "") is { } document ? RecordItems.Of(document) : null,
        "process" => found.Processes.GetValueOrDefault(item.RecordId ?? "") is { } process ? RecordItems.Of(process) : null,
        "task" => found.Tasks.GetValueOrDefault(item.RecordId ?? "") is { } task ? RecordItems.Of(task) : null,
        _ => null,
    };

    private sealed record DeliveryBody(string Type, DateTime Timestamp, ChangeItem Data);
}
