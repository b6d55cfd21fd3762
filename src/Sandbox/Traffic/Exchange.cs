using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace Jobvite.Sandbox;

/// <summary>One API request, with the habits and the fault that apply to it.</summary>
internal sealed class Exchange(HttpContext http, SandboxCompany company, SandboxEndpoint? endpoint, SandboxFault? fault)
{
    public HttpContext Http => http;

    public SandboxCompany Company => company;

    public SandboxWorld World => company.World;

    public SandboxEndpoint? Endpoint => endpoint;

    /// <summary>The fault to be worked into the answer, if any.</summary>
    public SandboxFault? Fault => fault;

    /// <summary>As they were when the request came.</summary>
    public SandboxQuirks Quirks { get; } = company.Quirks;

    public CancellationToken Cancelled => http.RequestAborted;

    public static Exchange Of(HttpContext http) => http.Features.GetRequiredFeature<Exchange>();

    /// <summary>Sends an object whose fields <paramref name="write"/> writes.</summary>
    public async Task SendAsync(int status, Action<Utf8JsonWriter> write)
    {
        var buffer = company.Shared.Buffers.Rent();
        try
        {
            using (var json = new Utf8JsonWriter(buffer, JsonText.Writing))
            {
                json.WriteStartObject();
                write(json);
                json.WriteEndObject();
            }

            http.Response.StatusCode = status;
            http.Response.ContentType = "application/json;charset=UTF-8";
            await FaultyBody.SendAsync(this, buffer.WrittenMemory);
        }
        finally
        {
            company.Shared.Buffers.Return(buffer);
        }
    }

    /// <summary>Sends a success: the fields, then what the quirks say about status.</summary>
    public Task SucceedAsync(Action<Utf8JsonWriter> write) => SendAsync(StatusCodes.Status200OK, json =>
    {
        write(json);
        JsonText.WriteSuccess(json, Quirks.Status);
    });

    /// <summary>Sends Jobvite's own error object.</summary>
    public Task RefuseAsync(int status, string message) =>
        SendAsync(status, json => JsonText.WriteError(json, ErrorShape.StatusObject, status, message));

    public Task RefuseCredentialsAsync()
    {
        company.Requests.Unauthorized();
        if (Quirks.InvalidKeySecret)
        {
            return SendAsync(StatusCodes.Status200OK, JsonText.WriteInvalidKey);
        }

        const int Unauthorized = StatusCodes.Status401Unauthorized;
        return SendAsync(
            Quirks.UnauthorizedAsOk ? StatusCodes.Status200OK : Unauthorized,
            static json => JsonText.WriteError(json, ErrorShape.StatusObject, Unauthorized, "Invalid api/secret. Try again with a valid api/secret"));
    }
}
