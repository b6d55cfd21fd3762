using System.Text.Json.Serialization;
using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.SetupLinks;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Jobvite.WebFrontend;

/// <summary>Links with which an administrator of the customer connects Jobvite without an account. Where they lead: <see cref="SetupAccess"/>.</summary>
internal static class SetupLinkEndpoints
{
    public const string What = "setup link";
    private const string Root = "/api/integrations/jobvite/setup-links";

    public static void MapSetupLinks(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapTenantGroup(Root, "Setup links");
        group.MapPost("", Create)
            .WithName("createSetupLink")
            .WithSummary("Make a link with which somebody connects Jobvite without an account")
            .WithDescription("""
                Whoever opens `url` can enter and test Jobvite's credentials for this tenant's company, watch its first sync, and copy the webhook addresses. They see no
                candidate and no other page. `url` is in this answer and in no other. A tenant has at most 20 live links. Example:
                `{ "expiresInHours": 48, "returnUrl": "https://app.example.com/integrations" }`.
                """)
            .Produces<SetupLinkCreated>(StatusCodes.Status201Created)
            .Problems(400, 409);
        group.MapGet("", List)
            .WithName("listSetupLinks")
            .WithSummary("Setup links, live and ended, the last one first")
            .Produces<SetupLinkList>();
        group.MapDelete("/{id}", Revoke)
            .WithName("deleteSetupLink")
            .WithSummary("Revoke a setup link, and end every session that it opened")
            .Produces<SetupLinkRevoked>()
            .Problems(404);
    }

    private static async Task<IResult> Create(
        HttpContext http, TenantScope scope, JsonBody<CreateSetupLinkBody> body, IOptions<FrontendSettings> settings, CancellationToken cancellationToken)
    {
        if (await Make(http, scope, body.Value, settings.Value, cancellationToken) is not { } made)
        {
            return new Problem(
                StatusCodes.Status409Conflict,
                $"This tenant has {ISetupLinksGrain.MostLive} live setup links, as many as it may have. Revoke one with DELETE {Root}/{{id}}, or wait until one expires.");
        }

        return TypedResults.Created((string?)null, made);
    }

    /// <summary>Makes a link for the caller's tenant; null when it has as many live ones as it may have.</summary>
    /// <exception cref="RequestRefusedException">400: what is wrong with the body. 403: the token does not allow the tenant's company.</exception>
    public static async Task<SetupLinkCreated?> Make(HttpContext http, TenantScope scope, CreateSetupLinkBody body, FrontendSettings settings, CancellationToken cancellationToken)
    {
        var (lifetime, returnUrl) = body.Read();
        var companies = await NamedCompany.Named(http, scope);
        return await scope.Grains.SetupLinks(scope.Caller.TenantId).Create(lifetime, returnUrl, companies, scope.Caller, cancellationToken) is { } made
            ? new SetupLinkCreated(made.Link.Id, $"{WebhookUrls.BaseUrl(http.Request, settings)}{SetupAccess.OpenPrefix}/{made.Code}", made.Link.ExpiresAt.UtcDateTime, made.Link.ReturnUrl)
            : null;
    }

    /// <summary>Revokes a link of the caller's tenant. Repeating it changes nothing.</summary>
    /// <returns>False when the tenant has no such link.</returns>
    public static async Task<bool> End(TenantScope scope, SetupSessions sessions, Guid link, CancellationToken cancellationToken)
    {
        if (!await scope.Grains.SetupLinks(scope.Caller.TenantId).Revoke(link, scope.Caller, cancellationToken))
        {
            return false;
        }

        sessions.Forget(link);
        return true;
    }

    private static async Task<Ok<SetupLinkList>> List(TenantScope scope, TimeProvider time, CancellationToken cancellationToken) =>
        TypedResults.Ok(new SetupLinkList([.. (await scope.Grains.SetupLinks(scope.Caller.TenantId).List(cancellationToken)).Select(link => SetupLinkItem.Of(link, time.GetUtcNow()))]));

    private static async Task<IResult> Revoke(TenantScope scope, SetupSessions sessions, string id, CancellationToken cancellationToken) =>
        await End(scope, sessions, PathId.Guid(id, What), cancellationToken) ? TypedResults.Ok(new SetupLinkRevoked(true, "Setup link revoked")) : Problem.NotFound(What);
}

/// <summary>A new setup link.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CreateSetupLinkBody : IJsonRequest
{
    public const int LongestHours = 168;
    public const int DefaultHours = 72;
    private const int LongestUrl = 2000;

    /// <inheritdoc/>
    public static bool MayBeEmpty => true;

    /// <summary>1 to 168 hours until the link ends by itself; 72 when left out.</summary>
    public int? ExpiresInHours { get; init; }

    /// <summary>Where the button of the last step leads: https (http for localhost), at most 2,000 characters, without credentials. Left out: no button.</summary>
    public string? ReturnUrl { get; init; }

    public (TimeSpan Lifetime, string? ReturnUrl) Read()
    {
        var errors = new InputErrors();
        if (ExpiresInHours is < 1 or > LongestHours)
        {
            errors.Add("expiresInHours", $"must be from 1 to {LongestHours}.");
        }

        var url = ReturnUrl?.Trim() is { Length: > 0 } text ? text : null;
        if (url is not null && !IsGood(url))
        {
            errors.Add("returnUrl", $"must be an https address of at most {LongestUrl} characters without a user name or password; http is allowed for localhost only.");
        }

        errors.ThrowIfAny();
        return (TimeSpan.FromHours(ExpiresInHours ?? DefaultHours), url is null ? null : new Uri(url).AbsoluteUri);
    }

    private static bool IsGood(string url) =>
        url.Length <= LongestUrl
        && !url.Any(char.IsControl)
        && Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri.UserInfo.Length == 0
        && uri.Host.Length > 0
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
}

/// <summary>A setup link was made.</summary>
/// <param name="Id">To revoke it by.</param>
/// <param name="Url">To be handed to the customer's administrator; not shown again.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
/// <param name="ReturnUrl">Where the button of the last step leads.</param>
public sealed record SetupLinkCreated(Guid Id, string Url, DateTime ExpiresAt, string? ReturnUrl)
{
    /// <summary>Names the link only.</summary>
    public override string ToString() => $"SetupLinkCreated {{ Id = {Id} }}";
}

/// <summary>A tenant's setup links.</summary>
/// <param name="Items">The last one first; at most 100, those that ended within 30 days among them.</param>
public sealed record SetupLinkList(IReadOnlyList<SetupLinkItem> Items);

/// <summary>A setup link. Its address is not shown again.</summary>
/// <param name="Id">To revoke it by.</param>
/// <param name="Status">live, expired or revoked.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
/// <param name="RevokedAt">When it was revoked.</param>
/// <param name="ReturnUrl">Where the button of the last step leads.</param>
/// <param name="LastOpenedAt">When it was opened last.</param>
/// <param name="Opened">How often it was opened.</param>
public sealed record SetupLinkItem(
    Guid Id, string Status, DateTime CreatedAt, DateTime ExpiresAt, DateTime? RevokedAt, string? ReturnUrl, DateTime? LastOpenedAt, int Opened)
{
    internal static SetupLinkItem Of(SetupLink link, DateTimeOffset now) => new(
        link.Id,
        link.IsLive(now) ? "live" : link.RevokedAt is null ? "expired" : "revoked",
        link.CreatedAt.UtcDateTime,
        link.ExpiresAt.UtcDateTime,
        link.RevokedAt?.UtcDateTime,
        link.ReturnUrl,
        link.LastOpenedAt?.UtcDateTime,
        link.Opened);
}

/// <summary>A setup link was revoked.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Message">For a person.</param>
public sealed record SetupLinkRevoked(bool Success, string Message);
