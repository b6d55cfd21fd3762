using System.Text.Json;
using System.Text.Json.Serialization;
using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>
/// Where Jobvite calls. Checks only what can be checked without the company's key: shape of the id, media type, size. The bytes go
/// to the company's inbox as they came, because the signature is over the bytes.
/// </summary>
internal sealed class WebhookReceiver(ClusterGrains grains, ConnectedCompanies companies, WebhookAdmission admission, FrontendInstruments instruments)
{
    public const string SignatureHeader = "X-Jobvite-Event-Signature";

    /// <summary>Bytes.</summary>
    public const int MaxBodyBytes = 1024 * 1024;

    private static readonly TimeSpan WrongIdPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan OverloadPause = TimeSpan.FromSeconds(5);

    public async Task<IResult> Receive(WebhookSource source, HttpContext http, string companyId)
    {
        if (!grains.TryGetInbox(companyId, out var inbox))
        {
            return UnknownCompany();
        }

        // Before any grain of the company is woken, and before the body is read.
        switch (await companies.Find(companyId, http.Connection.RemoteIpAddress))
        {
            case CompanyLookup.Unknown:
                instruments.WebhookAnswered(source, WebhookOutcome.UnknownCompany);
                return UnknownCompany();
            case CompanyLookup.TooMany:
                return new Problem(StatusCodes.Status429TooManyRequests, "Too many events for companies that are not connected. Check the company id in the address.") { RetryAfter = WrongIdPause };
            case CompanyLookup.Busy:
                return Busy();
            default:
                break;
        }

        if (!http.Request.HasJsonContentType())
        {
            return new Problem(StatusCodes.Status415UnsupportedMediaType, "Send the event as application/json.");
        }

        if (await ReadBody(http.Request, http.RequestAborted) is not { } body)
        {
            return new Problem(StatusCodes.Status413PayloadTooLarge, $"The event is larger than {MaxBodyBytes} bytes.");
        }

        using var slots = admission.TryEnter(companyId, body.Length, out var own);
        if (slots is null)
        {
            instruments.WebhookShed(source, own);
            return own
                ? new Problem(StatusCodes.Status429TooManyRequests, "Too many events of this company are being processed. Send this one again after the time in Retry-After.") { RetryAfter = OverloadPause }
                : Busy();
        }

        // Not the request's token: an event whose sender has left is kept all the same, and a call that can be called off costs more.
        var signature = http.Request.Headers[SignatureHeader] is [var only] ? only : null;
        var receipt = await inbox.Receive(source, body, signature, CancellationToken.None);
        instruments.WebhookAnswered(source, receipt.Outcome);
        return receipt.Outcome switch
        {
            WebhookOutcome.Accepted => WebhookAnswer.Taken(receipt.EventId),
            WebhookOutcome.UnknownCompany => UnknownCompany(),
            WebhookOutcome.InvalidSignature => WebhookAnswer.InvalidSignature,
            WebhookOutcome.BadPayload => new Problem(StatusCodes.Status400BadRequest, receipt.Problem ?? "The event is not a JSON object."),
            WebhookOutcome.Unavailable => Problem.Unavailable($"The event was not stored. {receipt.Problem} Send this one again after the time in Retry-After.", OverloadPause),
            _ => Busy(),
        };
    }

    // The server takes no more of a body than its length says.
    private Task<byte[]?> ReadBody(HttpRequest request, CancellationToken cancellationToken) =>
        request.ContentLength <= WebhookAdmission.LargeBodyBytes
            ? RequestBytes.Read(request, MaxBodyBytes, onRead: null, cancellationToken)
            : ReadLargeBody(request, cancellationToken);

    private async Task<byte[]?> ReadLargeBody(HttpRequest request, CancellationToken cancellationToken)
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

    private static Problem Busy() => Problem.Unavailable("Too many events are waiting to be stored. Send this one again after the time in Retry-After.", OverloadPause);

    private static Problem UnknownCompany() => Problem.NotFound("company");
}

/// <summary>An answer to Jobvite of a few bytes, with its length, so that it goes out in one piece.</summary>
internal sealed partial class WebhookAnswer : IResult, IStatusCodeHttpResult
{
    public static readonly WebhookAnswer InvalidSignature = new(
        StatusCodes.Status401Unauthorized, JsonSerializer.SerializeToUtf8Bytes(new WebhookRefused("Invalid signature"), Shapes.Default.WebhookRefused));

    private readonly int _status;
    private readonly byte[] _body;

    private WebhookAnswer(int status, byte[] body) => (_status, _body) = (status, body);

    public int? StatusCode => _status;

    public static WebhookAnswer Taken(Guid? eventId) =>
        new(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(new WebhookTaken(true, eventId), Shapes.Default.WebhookTaken));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = _status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = _body.Length;
        return response.Body.WriteAsync(_body, CancellationToken.None).AsTask();
    }

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(WebhookTaken))]
    [JsonSerializable(typeof(WebhookRefused))]
    private sealed partial class Shapes : JsonSerializerContext;
}

/// <summary>The event is durable.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Id">The event's id in the log.</param>
public sealed record WebhookTaken(bool Success, Guid? Id);

/// <summary>The event was not taken; the shape is the one Jobvite's senders have always got.</summary>
/// <param name="Error">Why.</param>
public sealed record WebhookRefused(string Error);
