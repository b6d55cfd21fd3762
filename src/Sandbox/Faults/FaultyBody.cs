namespace Jobvite.Sandbox;

/// <summary>Sends a body, whole or with the fault that the request drew.</summary>
internal static class FaultyBody
{
    private const int Drop = 16;

    public static async Task SendAsync(Exchange exchange, ReadOnlyMemory<byte> body)
    {
        var response = exchange.Http.Response;
        switch (exchange.Fault?.Kind)
        {
            case FaultKind.TruncatedJson:
                await response.Body.WriteAsync(body[..(body.Length / 2)], exchange.Cancelled);
                break;
            case FaultKind.DroppedMidBody:
                response.ContentLength = body.Length;
                await response.Body.WriteAsync(body[..(body.Length / 2)], exchange.Cancelled);
                await response.Body.FlushAsync(exchange.Cancelled);
                exchange.Http.Abort();
                break;
            case FaultKind.DrippingBody:
                await DripAsync(exchange, body, exchange.Fault.Delay ?? TimeSpan.FromMilliseconds(100));
                break;
            default:
                response.ContentLength = body.Length;
                await response.Body.WriteAsync(body, exchange.Cancelled);
                break;
        }
    }

    private static async Task DripAsync(Exchange exchange, ReadOnlyMemory<byte> body, TimeSpan wait)
    {
        while (body.Length > 0)
        {
            var drop = Math.Min(Drop, body.Length);
            await exchange.Http.Response.Body.WriteAsync(body[..drop], exchange.Cancelled);
            await exchange.Http.Response.Body.FlushAsync(exchange.Cancelled);
            body = body[drop..];
            await Task.Delay(wait, exchange.Company.Time, exchange.Cancelled);
        }
    }
}
