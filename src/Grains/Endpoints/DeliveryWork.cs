using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Endpoints;

/// <summary>Finds what an endpoint is sent next.</summary>
internal sealed class DeliveryWork(StoredEndpoint endpoint, EndpointHold hold, WaitingLine line, DeliveryServices services)
{
    /// <summary>Records take more memory than items.</summary>
    private const int FullPage = 100;

    private const int ReplayPage = 200;

    /// <summary>Null when there is nothing to do now.</summary>
    public async Task<DeliveryStep?> Next(CancellationToken cancellationToken)
    {
        var now = services.Time.GetUtcNow();
        if (line.Due(now, Limit(ReplayPage)) is { Count: > 0 } due)
        {
            return await Again(due, cancellationToken);
        }

        if (PauseRule.MayRead(endpoint.Standing, line.Count, now) is not (> 0 and var room))
        {
            return null;
        }

        return await New(room, cancellationToken) ?? (endpoint.Replay is { } range ? await Replay(range, room, cancellationToken) : null);
    }

    private int Limit(int page) => endpoint.Payload is EndpointPayload.Full ? Math.Min(page, FullPage) : page;

    private async Task<DeliveryStep> Again(List<DeliveryRow> due, CancellationToken cancellationToken)
    {
        var kept = (await services.Feed.Find(endpoint.CompanyId, [.. due.Select(row => row.Position)], cancellationToken)).ToDictionary(one => one.Position);
        var there = due.Where(row => kept.ContainsKey(row.Position)).ToList();
        return new DeliveryStep
        {
            Items = await Items([.. there.Select(row => kept[row.Position])], i => (there[i].InOrder ? there[i].RecordKey : null, there[i]), cancellationToken),

            // What is due stands before what is held, so nothing of its records is in its way.
            Held = [],
            Lost = [.. due.Where(row => !kept.ContainsKey(row.Position))],
        };
    }

    private async Task<DeliveryStep?> New(int room, CancellationToken cancellationToken)
    {
        var types = EndpointTypes.Of(endpoint.Types);
        var stretch = await services.Feed.ReadBehind(endpoint.CompanyId, endpoint.Position, Limit(room), types, cancellationToken);
        if (stretch.Position <= endpoint.Position)
        {
            return null;
        }

        return new DeliveryStep
        {
            Items = await Items(stretch.Items, i => (RecordKeyOf(stretch.Items[i].Item), null), cancellationToken),
            Held = line.Records(),
            Position = stretch.Position,
            IsGone = stretch.IsGone,
        };
    }

    private async Task<DeliveryStep?> Replay(EndpointReplayRange range, int room, CancellationToken cancellationToken)
    {
        var limit = Limit(Math.Min(room, ReplayPage));
        var stretch = await services.Feed.ReadBehind(endpoint.CompanyId, range.After, limit, EndpointTypes.Of(endpoint.Types), cancellationToken);
        var to = Math.Min(Math.Max(stretch.Position, range.After), range.To);
        var rows = await services.Deliveries.ReadRows(hold, range.After, to, cancellationToken);
        var delivered = await services.Deliveries.ReadDelivered(hold, range.After, to, cancellationToken);
        var again = stretch.Items.Where(item => item.Position <= to && IsWanted(item.Position)).ToList();
        return new DeliveryStep
        {
            Items = await Items(again, i => (RecordKeyOf(again[i].Item), (rows.GetValueOrDefault(again[i].Position) ?? Sent(again[i])) with { InOrder = false }), cancellationToken),
            Held = [],
            ReplayTo = stretch.Position <= range.After ? range.To : to,
        };

        // What waits is sent anyway.
        bool IsWanted(long position) => rows.TryGetValue(position, out var row)
            ? !row.IsWaiting && !(range.MissingOnly && row.Status is DeliveryStatus.Delivered)
            : !(range.MissingOnly && delivered.Contains(position));

        DeliveryRow Sent(PlacedItem item) => delivered.Contains(item.Position)
            ? RowOf(item) with { Status = DeliveryStatus.Delivered, Attempts = 1 }
            : RowOf(item) with { Status = DeliveryStatus.Dead };
    }

    private async Task<IReadOnlyList<RoundItem>> Items(IReadOnlyList<PlacedItem> placed, Func<int, (string? Key, DeliveryRow? Row)> of, CancellationToken cancellationToken)
    {
        var bodies = await services.Bodies.Make(endpoint.CompanyId, endpoint.Payload, [.. placed.Select(one => one.Item)], cancellationToken);
        return [.. placed.Select((one, i) => new RoundItem(one, of(i).Key, of(i).Row, bodies[i]))];
    }

    /// <summary>Kind and id; null where no record is concerned.</summary>
    public static string? RecordKeyOf(FeedItem item) => item.RecordId is { } id ? $"{FeedTypes.KindOf(item.Type)} {id}" : null;

    /// <summary>A change that waits from now on.</summary>
    public static DeliveryRow RowOf(PlacedItem placed) => new()
    {
        ChangeId = placed.Item.Id,
        Position = placed.Position,
        RecordKey = RecordKeyOf(placed.Item),
        InOrder = true,
        Type = placed.Item.Type,
        RecordId = placed.Item.RecordId,
        CreatedAt = placed.Item.At,
        Status = DeliveryStatus.Pending,
    };
}

/// <summary>What is done next: one of the three sorts of work.</summary>
internal sealed record DeliveryStep
{
    public required IReadOnlyList<RoundItem> Items { get; init; }

    /// <summary>Records of which something waits.</summary>
    public required HashSet<string> Held { get; init; }

    /// <summary>Of new changes: where the feed has been looked through to.</summary>
    public long? Position { get; init; }

    /// <summary>Of a replay: the same.</summary>
    public long? ReplayTo { get; init; }

    /// <summary>The feed does not keep all that was to be sent.</summary>
    public bool IsGone { get; init; }

    /// <summary>What waits and is not kept any more.</summary>
    public IReadOnlyList<DeliveryRow> Lost { get; init; } = [];
}
