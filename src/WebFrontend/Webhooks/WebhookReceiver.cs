using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>
/// Where Jobvite calls. Checks only what can be checked without the company's key: shape of the id, media type, size. The bytes go
/// to the company's inbox as they came, because the signature is over the bytes.
/// </summary>
internal static class WebhookReceiver
{
    public const string SignatureHeader = "X-Jobvite-Event-Signature";

    /// <summary>Bytes.</summary>
    public const int MaxBodyBytes = 1024 * 1024;

    private static readonly TimeSpan OverloadPause = TimeSpan.FromSeconds(5);

    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/webhooks/jobvite/{companyId}")
            .AllowAnonymous()
            .WithTags("Webhooks");

        foreach (var source in Enum.GetValues<WebhookSource>())
        {
            group.MapPost($"/{Word.Of(source)}", (HttpContext http, string companyId, IGrainFactory grains, WebhookAdmission admission, FrontendInstruments instruments, CancellationToken cancellationToken) =>
                    Receive(source, http, companyId, grains, admission, instruments, cancellationToken))
                .WithSummary($"Take a {Word.Of(source)} event from Jobvite")
                .WithDescription($"Signed with the header {SignatureHeader}: Base64 of the HMAC-SHA256 of the raw body. The answer 200 means that the event is durable.")
                .Produces<WebhookTaken>()
                .Produces<WebhookRefused>(401)
                .Problems(400, 404, 408, 413, 415, 429, 503);
        }
    }

    private static async Task<IResult> Receive(
        WebhookSource source,
        HttpContext http,
        string companyId,
        IGrainFactory grains,
        WebhookAdmission admission,
        FrontendInstruments instruments,
        CancellationToken cancellationToken)
    {
        if (!CompanyKey.TryCreate(companyId, out var company))
        {
            return UnknownCompany();
        }

        if (!http.Request.HasJsonContentType())
        {
            return new Problem(StatusCodes.Status415UnsupportedMediaType, "Send the event as application/json.");
        }

        if (await ReadBody(http.Request, admission, cancellationToken) is not { } body)
        {
            return new Problem(StatusCodes.Status413PayloadTooLarge, $"An event may have at most {MaxBodyBytes} bytes.");
        }

        using var place = admission.TryEnter(companyId, body.Length, out var own);
        if (place is null)
        {
            instruments.WebhookShed(source, own);
            return own
                ? new Problem(StatusCodes.Status429TooManyRequests, "Too many events of this company are under way; send this one again.") { RetryAfter = OverloadPause }
                : Busy();
        }

        var signature = http.Request.Headers[SignatureHeader] is [var only] ? only : null;
        var receipt = await grains.GetGrain<IWebhookInboxGrain>(company.ToString()).Receive(source, body, signature, cancellationToken);
        instruments.WebhookAnswered(source, receipt.Outcome);
        return receipt.Outcome switch
        {
            WebhookOutcome.Accepted => TypedResults.Ok(new WebhookTaken(true, receipt.EventId)),
            WebhookOutcome.UnknownCompany => UnknownCompany(),
            WebhookOutcome.InvalidSignature => TypedResults.Json(new WebhookRefused("Invalid signature"), statusCode: StatusCodes.Status401Unauthorized),
            WebhookOutcome.BadPayload => new Problem(StatusCodes.Status400BadRequest, receipt.Problem ?? "The event is not a JSON object."),
            _ => Busy(),
        };
    }

    private static async Task<byte[]?> ReadBody(HttpRequest request, WebhookAdmission admission, CancellationToken cancellationToken)
    {
        IDisposable? large = null;
        try
        {
            return await RequestBytes.Read(request, MaxBodyBytes, TakePlace, cancellationToken);
        }
        finally
        {
            large?.Dispose();
        }

        void TakePlace(long bytes)
        {
            if (bytes > WebhookAdmission.LargeBodyBytes)
            {
                large ??= admission.TryReceiveLarge() ?? throw new RequestRefusedException(Busy());
            }
        }
    }

    private static Problem Busy() => Problem.Unavailable("Too many events are waiting to be stored; send this one again.", OverloadPause);

    private static Problem UnknownCompany() => Problem.NotFound("company");
}
