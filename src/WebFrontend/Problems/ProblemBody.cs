using System.Text.Json.Serialization;

namespace Jobvite.WebFrontend;

/// <summary>An error as RFC 9457 spells it, with the members that clients of this service have always read.</summary>
public sealed record ProblemBody
{
    /// <summary><c>about:blank</c>: the status says which class of problem it is.</summary>
    public required string Type { get; init; }

    /// <summary>The name of the status.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>The same sentence as <c>error</c>, for clients that know the standard only.</summary>
    public required string Detail { get; init; }

    /// <summary>One sentence: what happened.</summary>
    public required string Error { get; init; }

    /// <summary>More about it, where a person can use it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Details { get; init; }

    /// <summary>What to try, one step an entry.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Troubleshooting { get; init; }

    /// <summary>Field or parameter → what is wrong with it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>Of a cursor that is too old: where to go on in the feed of changes after reading the lists.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ResumeCursor { get; init; }

    /// <summary>The request's trace: what to search the logs and the traces for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceId { get; init; }
}

/// <summary>Says in the OpenAPI document which problems an endpoint answers with, beyond those of every endpoint.</summary>
internal static class ProblemMetadata
{
    /// <summary>The endpoint answers 400 in a shape of its own, and with a problem where the request itself is wrong.</summary>
    public static readonly object BesideOwn = new();

    public static RouteHandlerBuilder Problems(this RouteHandlerBuilder builder, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            builder.Produces<ProblemBody>(status, Problem.MediaType);
        }

        return builder;
    }
}
