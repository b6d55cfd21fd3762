using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Jobvite.Grains.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using StandardWebhooks;

namespace Jobvite.Grains.Tests.Endpoints;

public sealed class WebhookSenderTests : IAsyncLifetime
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private Receiver _receiver = null!;

    public async ValueTask InitializeAsync() => _receiver = await Receiver.Start();

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    [Fact]
    public async Task A_body_of_a_megabyte_is_signed_as_the_package_verifies()
    {
        var body = $$"""{"type":"t","data":"{{new string('ä', 500_000)}}"}""";
        var result = await Send(_receiver.Url, body: System.Text.Encoding.UTF8.GetBytes(body));

        Assert.True(result.Attempt.Succeeded, result.Attempt.Error);
        new StandardWebhook(Secret).Verify(_receiver.All[0].Body, _receiver.All[0].Headers);
        Assert.Equal("application/json", _receiver.All[0].Headers["Content-Type"]);
    }

    [Fact]
    public async Task An_answer_that_comes_too_late_is_a_failure()
    {
        _receiver.Answer = async (_, http) => await Task.Delay(TimeSpan.FromSeconds(20), http.RequestAborted);
        Assert.Equal((null, "No complete answer came within 1 seconds."), await Failure(_receiver.Url));
    }

    [Fact]
    public async Task An_answer_that_drips_is_a_failure()
    {
        _receiver.Answer = async (_, http) =>
        {
            while (true)
            {
                await http.Response.WriteAsync(".", http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
                await Task.Delay(TimeSpan.FromMilliseconds(100), http.RequestAborted);
            }
        };
        Assert.Equal((null, "No complete answer came within 1 seconds."), await Failure(_receiver.Url));
    }

    [Fact]
    public async Task Of_a_gigabyte_only_the_beginning_is_read()
    {
        var sent = 0L;
        _receiver.Answer = async (_, http) =>
        {
            var block = new byte[64 * 1024];
            http.Response.ContentLength = 1L << 30;
            for (var left = 1L << 30; left > 0; left -= block.Length)
            {
                await http.Response.Body.WriteAsync(block, http.RequestAborted);
                Interlocked.Add(ref sent, block.Length);
            }
        };

        Assert.True((await Send(_receiver.Url)).Attempt.Succeeded);
        Assert.InRange(Interlocked.Read(ref sent), 0, 64L << 20);
    }

    [Fact]
    public async Task A_connection_that_closes_in_the_middle_is_a_failure()
    {
        _receiver.Answer = async (_, http) =>
        {
            http.Response.ContentLength = 100;
            await http.Response.WriteAsync("half", http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
            http.Abort();
        };
        Assert.Equal("The connection was closed before the answer was complete.", (await Failure(_receiver.Url)).Error);
    }

    [Fact]
    public async Task A_redirect_to_the_metadata_address_is_not_followed()
    {
        _receiver.Answer = (_, http) =>
        {
            http.Response.Headers.Location = "http://169.254.169.254/latest/meta-data/";
            return Receiver.Status(http, 307);
        };
        Assert.Equal((307, "The answer was 307, a redirect: redirects are not followed."), await Failure(_receiver.Url));
        Assert.Single(_receiver.All);
    }

    [Fact]
    public async Task The_beginning_of_a_failed_answer_is_kept()
    {
        _receiver.Answer = async (_, http) =>
        {
            http.Response.StatusCode = 500;
            await http.Response.WriteAsync(new string('x', 5_000), http.RequestAborted);
        };
        Assert.Equal(new string('x', 1024), (await Send(_receiver.Url)).Attempt.Answer);
    }

    [Theory]
    [InlineData(-1, "The server's certificate has expired or is not valid yet.")]
    [InlineData(10, "The server's certificate is not signed by an authority that this service trusts.")]
    public async Task A_certificate_that_is_not_good_is_a_clear_error(int daysLeft, string error)
    {
        using var certificate = Certificate(daysLeft);
        await using var secure = await Receiver.Start(certificate);
        Assert.Equal((null, error), await Failure(secure.Url.Replace("http:", "https:", StringComparison.Ordinal).Replace("127.0.0.1", "localhost", StringComparison.Ordinal)));
        Assert.Empty(secure.All);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/")]
    [InlineData("http://2130706433:1/")]
    [InlineData("http://0x7f000001:1/")]
    [InlineData("http://0177.0.0.1:1/")]
    [InlineData("http://[::1]:1/")]
    [InlineData("http://[::ffff:127.0.0.1]:1/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("https://inside.example.com/")]
    [InlineData("https://mixed.example.com/")]
    [InlineData("https://metadata.example.com/")]
    public async Task Nothing_is_sent_into_private_networks_whatever_the_name_looks_like(string url)
    {
        var (status, error) = await Failure(url, allowed: null);
        Assert.Equal((null, $"{new Uri(url).Host} leads to an address within a private network, to which nothing is sent."), (status, error));
    }

    [Fact]
    public async Task Names_that_do_not_exist_and_ports_that_are_closed_are_clear_errors()
    {
        Assert.Equal("The name nowhere.example.com could not be resolved.", (await Failure("https://nowhere.example.com/")).Error);
        Assert.Equal("The server refused the connection.", (await Failure("http://127.0.0.1:1/")).Error);
    }

    [Fact]
    public async Task An_error_tells_no_path_and_no_query() =>
        Assert.DoesNotContain("token", (await Failure("https://nowhere.example.com/hooks/token?token=1")).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Hundreds_that_do_not_answer_hold_up_the_others_for_a_second_or_two_and_not_until_they_are_given_up(bool failing)
    {
        _receiver.Answer = async (received, http) =>
        {
            if (received.Body.Contains("silent", StringComparison.Ordinal))
            {
                await Task.Delay(TimeSpan.FromMinutes(1), http.RequestAborted);
            }
        };
        var options = Options.Create(new EndpointOptions { AllowedHosts = "127.0.0.1", Timeout = TimeSpan.FromSeconds(30) });
        using var sender = new WebhookSender(new CustomerConnections(options, Resolve), options, TimeProvider.System);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var silent = Enumerable.Range(0, 300).Select(_ => sender.Send(Request("""{"to":"silent"}""", failing), over.Token)).ToList();

        var result = await sender.Send(Request("{}", failing), TestContext.Current.CancellationToken);

        Assert.True(result.Attempt.Succeeded, result.Attempt.Error);
        Assert.All(silent, one => Assert.False(one.IsCompleted));
        await over.CancelAsync();
        await Task.WhenAll(silent.Select(one => Assert.ThrowsAnyAsync<OperationCanceledException>(() => one)));
    }

    private static async Task<(int? Status, string? Error)> Failure(string url, string? allowed = "127.0.0.1,localhost")
    {
        var attempt = (await Send(url, allowed)).Attempt;
        Assert.False(attempt.Succeeded);
        return (attempt.Status, attempt.Error);
    }

    private static async Task<SendResult> Send(string url, string? allowed = "127.0.0.1,localhost", byte[]? body = null)
    {
        var options = Options.Create(new EndpointOptions { AllowedHosts = allowed, Timeout = Patience });
        using var sender = new WebhookSender(new CustomerConnections(options, Resolve), options, TimeProvider.System);
        return await sender.Send(new DeliveryRequest(new Uri(url), Guid.NewGuid(), body ?? "{}"u8.ToArray(), [new StandardWebhook(Secret)], IsFailing: false), TestContext.Current.CancellationToken);
    }

    private DeliveryRequest Request(string body, bool failing) => new(new Uri(_receiver.Url), Guid.NewGuid(), System.Text.Encoding.UTF8.GetBytes(body), [new StandardWebhook(Secret)], failing);

    private static Task<IPAddress[]> Resolve(string host, CancellationToken cancellationToken) => host switch
    {
        "inside.example.com" => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.0.0.7")]),
        "mixed.example.com" => Task.FromResult<IPAddress[]>([IPAddress.Parse("93.184.215.14"), IPAddress.Parse("fd00::1")]),
        "metadata.example.com" => Task.FromResult<IPAddress[]>([IPAddress.Parse("169.254.169.254")]),
        "nowhere.example.com" => Task.FromException<IPAddress[]>(new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound)),
        _ => Dns.GetHostAddressesAsync(host, cancellationToken),
    };

    private static X509Certificate2 Certificate(int daysLeft)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-30), now.AddDays(daysLeft));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
