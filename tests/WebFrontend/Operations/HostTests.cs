using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Jobvite.WebFrontend.Tests;

/// <summary>Raw requests: an HTTP client would not send most of these.</summary>
public sealed class HostTests(FrontHost front) : IClassFixture<FrontHost>
{
    [Theory]
    [InlineData("localhost:99999")]
    [InlineData("localhost:0x1")]
    [InlineData("evil.example")]
    [InlineData("evil.example:80")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("[::1")]
    [InlineData("10.0.0.1")]
    [InlineData("a b")]
    [InlineData("admin:pw@localhost")]
    [InlineData("localhost/evil")]
    public async Task A_host_that_is_not_ours_gets_a_400_that_repeats_nothing_of_it(string host)
    {
        var answer = await Ask(front, $"GET /candidates HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("localhost:5080")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]:80")]
    public async Task Any_name_of_loopback_is_answered_over_loopback(string host) => Assert.StartsWith(
        "HTTP/1.1 200", await Ask(front, $"GET /health/live HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);

    [Fact]
    public async Task With_a_public_address_its_name_and_the_further_ones_are_answered_and_no_other()
    {
        await using var host = new FrontHost(new Dictionary<string, string?> { ["Frontend:PublicBaseUrl"] = "https://jobvite.example.com", ["Frontend:AllowedHosts"] = "front" });
        await host.InitializeAsync();

        foreach (var (name, status) in new[] { ("jobvite.example.com", 200), ("JOBVITE.example.com:443", 200), ("front:8080", 200), ("localhost", 200), ("example.com", 400) })
        {
            Assert.StartsWith($"HTTP/1.1 {status}", await Ask(host, $"GET /health/live HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Behind_a_proxy_that_ends_TLS_redirects_are_relative_and_browsers_are_told_to_stay_on_HTTPS()
    {
        await using var host = new FrontHost(new Dictionary<string, string?> { ["Frontend:PublicBaseUrl"] = "https://jobvite.example.com" });
        await host.InitializeAsync();

        var answer = await Ask(host, "GET /candidates?email=a HTTP/1.1\r\nHost: jobvite.example.com\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 302", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nLocation: /sign-in?returnTo=", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nStrict-Transport-Security: max-age=", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_TLS_browsers_are_not_told_to_use_it() => Assert.DoesNotContain(
        "Strict-Transport-Security", await Ask(front, "GET /sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData("9223372036854775808")]
    [InlineData("no number\r\n")]
    public async Task A_chunk_whose_size_is_none_is_a_bad_request_and_no_failure_of_the_service(string size)
    {
        var path = $"/webhooks/jobvite/{front.NewTenant().CompanyId}/candidate";
        var answer = await Ask(front, $"POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{size}");

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("The request is not valid HTTP.", answer, StringComparison.Ordinal);
    }

    private static async Task<string> Ask(FrontHost host, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, host.Address.Port, Answers.Cancelled);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request), Answers.Cancelled);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync(Answers.Cancelled);
    }
}
