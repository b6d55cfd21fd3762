using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Layout;

namespace Jobvite.WebFrontend.Console.Overview;

/// <summary>How one part stands, and how it stood: a row of the health model.</summary>
internal sealed record PartStanding
{
    public required HealthPart Part { get; init; }

    /// <summary>In a word or two.</summary>
    public required string State { get; init; }

    /// <summary>ok, warn, bad or quiet.</summary>
    public required string Tone { get; init; }

    /// <summary>Since when it is so; null when that is not known.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When Jobvite last answered, or when the last webhook came.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>What follows from it; what is wrong when it is the whole company's.</summary>
    public string? Effect { get; init; }

    /// <summary>What a person can do.</summary>
    public string? WhatToDo { get; init; }

    public required HealthDays Past { get; init; }

    /// <summary>All of them, always in this order.</summary>
    public static ImmutableArray<PartStanding> Of(HealthReport health, HealthPast past, ReaderZone zone, DateTimeOffset now)
    {
        // What a database that takes no writes could not store is wrong all the same.
        var stored = past.Incidents.Select(one => one.Id).ToHashSet();
        var whole = past with { Incidents = [.. health.Incidents.Where(one => one.EndedAt is null && !stored.Contains(one.Id)), .. past.Incidents] };
        return [.. Enum.GetValues<HealthPart>().Select(part => Of(health, whole, part, zone, now))];
    }

    private static PartStanding Of(HealthReport health, HealthPast past, HealthPart part, ReaderZone zone, DateTimeOffset now)
    {
        var endpoint = part is HealthPart.Webhooks ? null : health.Endpoints.FirstOrDefault(one => Names(one.Endpoint, part)) ?? new() { Endpoint = "", State = EndpointState.Off };
        var (state, tone, isUsed) = endpoint is null ? StateOf(health.Webhooks.State) : StateOf(endpoint.State);
        var isOff = endpoint is { State: EndpointState.Off };
        var open = isOff ? [] : health.Incidents.Where(one => one.EndedAt is null && HealthParts.IsAbout(one.Subject, part)).OrderByDescending(one => one.Severe).ThenBy(one => one.StartedAt).ToList();
        var standing = new PartStanding
        {
            Part = part,
            State = state,
            Tone = tone,
            LastAt = isOff ? null : endpoint is null ? health.Webhooks.LastReceivedAt : endpoint.LastSuccessAt,
            Effect = endpoint?.Error,
            WhatToDo = endpoint is null ? health.Webhooks.WhatToDo : endpoint.WhatToDo,
            Past = HealthDays.Of(past, part, isUsed, zone, now),
        };
        return open.Count == 0
            ? standing with { Since = tone == "ok" ? WellSince(endpoint, past, part) : endpoint?.Since }
            : Troubled(standing, open);
    }

    /// <summary>The worst incident has the word.</summary>
    private static PartStanding Troubled(PartStanding standing, List<HealthIncident> open)
    {
        var worst = open[0];
        var isWhole = Enum.GetValues<HealthPart>().Count(part => HealthParts.IsAbout(worst.Subject, part)) > 1;
        return standing with
        {
            State = worst.Severe ? "Failing" : "Impaired",
            Tone = worst.Severe ? "bad" : "warn",
            Since = worst.StartedAt,

            // What concerns every part is told once, below.
            Effect = isWhole ? worst.Cause : worst.Effect,
            WhatToDo = isWhole ? null : worst.WhatToDo,
        };
    }

    /// <summary>Since it answers, since nothing was wrong with it, and since somebody judges: whichever is the latest.</summary>
    private static DateTimeOffset? WellSince(EndpointHealth? endpoint, HealthPast past, HealthPart part) => new[]
    {
        endpoint?.Since,
        past.KnownSince,
        past.Gaps.IsEmpty ? null : past.Gaps.Max(gap => gap.Until),
        past.Incidents.Where(one => HealthParts.IsAbout(one.Subject, part)).Max(one => one.EndedAt),
    }.Max();

    private static bool Names(string endpoint, HealthPart part) => part == endpoint switch
    {
        "job" => HealthPart.Jobs,
        "candidate" => HealthPart.Candidates,
        _ => HealthPart.Onboarding,
    };

    private static (string State, string Tone, bool IsUsed) StateOf(EndpointState state) => state switch
    {
        EndpointState.Ok => ("Well", "ok", true),
        EndpointState.Retrying => ("Impaired", "warn", true),
        EndpointState.Failing => ("Failing", "bad", true),
        EndpointState.NeverTried => ("Not used yet", "quiet", false),
        _ => ("Off", "quiet", false),
    };

    private static (string State, string Tone, bool IsUsed) StateOf(WebhooksState state) => state switch
    {
        WebhooksState.Ok => ("Well", "ok", true),
        WebhooksState.Retrying or WebhooksState.Rejecting => ("Impaired", "warn", true),
        WebhooksState.Failing => ("Failing", "bad", true),
        WebhooksState.NeverReceived => ("None received yet", "quiet", false),
        _ => ("Off", "warn", false),
    };
}
