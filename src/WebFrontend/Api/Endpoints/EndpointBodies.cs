using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>A new webhook endpoint.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CreateEndpointBody : IJsonRequest
{
    /// <inheritdoc/>
    public static bool MayBeEmpty => false;

    /// <summary>Where changes are sent: https, at most 2,000 characters, without credentials and fragment. Required.</summary>
    public string? Url { get; init; }

    /// <summary>For people, at most 200 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Types of the feed, <c>kind.*</c> or <c>*</c>, such as <c>application.*</c>; left out: all.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>thin (default): the item of the feed; full: also the record as it is when the request is sent.</summary>
    public string? Payload { get; init; }

    /// <summary>true (default) or false.</summary>
    public bool? Enabled { get; init; }

    /// <summary>1–1,000 requests a second; 100 when left out.</summary>
    public int? MaxPerSecond { get; init; }

    public static string? InsteadOf(string member) => member == "secret" ? SecretAdvice.OfCreation : null;

    public EndpointSettings Read()
    {
        var errors = new InputErrors();
        var settings = new EndpointSettings
        {
            Url = Url,
            Description = Description,
            Types = TypesInput.Read(Types, errors),
            Payload = EnumInput.Read<EndpointPayload>(Payload, "payload", errors),
            Enabled = Enabled,
            MaxPerSecond = MaxPerSecond,
        };
        errors.ThrowIfAny();
        return settings;
    }
}

/// <summary>A change of a webhook endpoint; what is left out or null stays as it is.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record UpdateEndpointBody : IJsonRequest
{
    private const string Now = "now";

    /// <inheritdoc/>
    public static bool MayBeEmpty => false;

    /// <summary>Where changes are sent from the next attempt on: https, at most 2,000 characters, without credentials and fragment.</summary>
    public string? Url { get; init; }

    /// <summary>For people, at most 200 characters; empty clears it.</summary>
    public string? Description { get; init; }

    /// <summary>Types of the feed, <c>kind.*</c> or <c>*</c>, such as <c>application.*</c>; <c>["*"]</c>: all.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>thin: the item of the feed; full: also the record as it is when the request is sent.</summary>
    public string? Payload { get; init; }

    /// <summary>false stops it and keeps its place; true goes on from there.</summary>
    public bool? Enabled { get; init; }

    /// <summary>1–1,000 requests a second.</summary>
    public int? MaxPerSecond { get; init; }

    /// <summary>now, together with <c>"enabled": true</c>: goes on with what changes from now, not where it stopped.</summary>
    public string? From { get; init; }

    public static string? InsteadOf(string member) => member == "secret" ? SecretAdvice.OfChange : null;

    public EndpointSettings Read()
    {
        var errors = new InputErrors();
        if (From is not null && !string.Equals(From, Now, StringComparison.OrdinalIgnoreCase))
        {
            errors.Add("from", "must be now, or left out to go on where the endpoint stopped. POST …/replay sends what was before again.");
        }
        else if (From is not null && Enabled != true)
        {
            errors.Add("from", "goes together with \"enabled\": true only.");
        }

        var settings = new EndpointSettings
        {
            Url = Url,
            Description = Description,
            Types = TypesInput.Read(Types, errors),
            Payload = EnumInput.Read<EndpointPayload>(Payload, "payload", errors),
            Enabled = Enabled,
            MaxPerSecond = MaxPerSecond,
            FromNow = From is not null,
        };
        errors.ThrowIfAny();
        return settings;
    }
}

/// <summary>How to make a new secret.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RotateSecretBody : IJsonRequest
{
    private const int MostHours = 7 * 24;
    private const int UsualHours = 24;

    /// <inheritdoc/>
    public static bool MayBeEmpty => true;

    /// <summary>Hours in which requests are signed with both secrets, 0–168; 24 when left out.</summary>
    public int? OverlapHours { get; init; }

    public static string? InsteadOf(string member) => member == "secret" ? SecretAdvice.OfRotation : null;

    public TimeSpan Read() => (OverlapHours ?? UsualHours) is var hours && hours is >= 0 and <= MostHours
        ? TimeSpan.FromHours(hours)
        : throw InputErrors.Of("overlapHours", $"must be a whole number from 0 to {MostHours}.");
}

/// <summary>Which changes are sent again: those behind a cursor, or those since a time.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ReplayChangesBody : IJsonRequest
{
    private const int MaxCursorLength = 1024;

    /// <inheritdoc/>
    public static bool MayBeEmpty => false;

    /// <summary>A cursor of the feed: all changes behind it.</summary>
    public string? After { get; init; }

    /// <summary>A time or a day: all changes that were stored at or after it.</summary>
    public string? Since { get; init; }

    /// <summary>Only what was never delivered.</summary>
    public bool MissingOnly { get; init; }

    public EndpointReplay Read()
    {
        var errors = new InputErrors();
        var replay = new EndpointReplay
        {
            After = QueryText.Text(After, "after", errors, MaxCursorLength),
            Since = QueryText.Instant(Since, "since", errors),
            MissingOnly = MissingOnly,
        };
        errors.ThrowIfAny();
        return replay switch
        {
            { After: null, Since: null } => throw InputErrors.Of("after", "or since is needed: a cursor of the feed, or a time such as 2026-01-31T08:30:00Z."),
            { After: not null, Since: not null } => throw InputErrors.Of("after", "and since exclude each other; send one of them."),
            _ => replay,
        };
    }
}

/// <summary>Which types an endpoint is sent, as a list; which of them exist is the silo's to say.</summary>
internal static class TypesInput
{
    public static ImmutableArray<string>? Read(IReadOnlyList<string>? types, InputErrors errors)
    {
        if (types?.Any(type => type is null) == true)
        {
            errors.Add("types", "must be a list of strings.");
            return null;
        }

        if (types is [])
        {
            errors.Add("types", "must name at least one type. Leave it out, or send [\"*\"], for all; send \"enabled\": false for none.");
        }

        return types is null ? null : [.. types];
    }
}

/// <summary>What somebody is told who wants to choose a secret.</summary>
internal static class SecretAdvice
{
    public const string OfCreation = "is made by the service and shown once, in the answer. Leave it out.";
    public const string OfChange = "cannot be set. POST …/webhook-endpoints/{id}/secret/rotate makes a new one and shows it once.";
    public const string OfRotation = "is made by the service and shown once, in the answer. Send overlapHours or nothing.";
}
