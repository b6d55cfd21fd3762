using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Jobvite.WebFrontend.Tests;

/// <summary>
/// nginx with TLS in front of a front end on loopback: the block of docs/sign-in.md, with a free port and a certificate of a CA that nobody else knows.
/// </summary>
internal sealed class NginxProxy : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("jobvite-nginx-");
    private readonly X509Certificate2 _authority;
    private Process? _nginx;
    private int _port;

    private NginxProxy()
    {
        using var caKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var ca = new CertificateRequest("CN=Test CA", caKey, HashAlgorithmName.SHA256);
        ca.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        ca.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        var now = TimeProvider.System.GetUtcNow();
        _authority = ca.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var server = new CertificateRequest($"CN={Address.Host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Address.Host);
        server.CertificateExtensions.Add(names.Build());
        using var certificate = server.Create(_authority, now.AddDays(-1), now.AddDays(1), RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(PathOf("server.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(PathOf("server.key"), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Where browsers believe to be.</summary>
    public static Uri Address { get; } = new("https://jobvite.example.com");

    /// <summary>Where the program is; null when it is not installed.</summary>
    public static string? Program() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Append("/usr/sbin").Select(folder => Path.Combine(folder, "nginx")).FirstOrDefault(File.Exists);

    /// <param name="program">See <see cref="Program"/>.</param>
    /// <param name="recipe">A server block.</param>
    /// <param name="front">Where requests go.</param>
    public static async Task<NginxProxy> Start(string program, string recipe, Uri front)
    {
        var proxy = new NginxProxy();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await proxy.StartOnce(program, recipe, front);
                return proxy;
            }
            catch (InvalidOperationException) when (attempt < 5)
            {
                // Somebody else may have taken the port meanwhile.
            }
        }
    }

    /// <summary>Connects to nginx whatever name is asked for, and trusts the CA and nobody else.</summary>
    public SocketsHttpHandler NewHandler()
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectCallback = async (_, cancel) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, _port, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        handler.SslOptions.CertificateChainPolicy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(_authority);
        return handler;
    }

    public HttpClient NewClient() => new(NewHandler()) { BaseAddress = Address };

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _authority.Dispose();
        _home.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private async Task StartOnce(string program, string recipe, Uri front)
    {
        _port = FreePort();
        var server = recipe
            .Replace("listen 443 ssl", $"listen 127.0.0.1:{_port} ssl", StringComparison.Ordinal)
            .Replace("/etc/jobvite", _home.FullName, StringComparison.Ordinal)
            .Replace("http://127.0.0.1:5080", front.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
        var places = string.Concat(((string[])["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]).Select(name => $"{name}_temp_path {PathOf(name)};\n"));
        await File.WriteAllTextAsync(PathOf("nginx.conf"), $"daemon off;\nmaster_process off;\npid {PathOf("nginx.pid")};\nerror_log stderr;\nevents {{ }}\nhttp {{\naccess_log off;\n{places}{server}\n}}\n");
        try
        {
            _nginx = Process.Start(new ProcessStartInfo(program, ["-p", _home.FullName, "-e", "stderr", "-c", PathOf("nginx.conf")]) { RedirectStandardError = true })!;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException($"nginx does not start: {exception.Message}", exception);
        }

        var said = _nginx.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        while (!await Answers(patience.Token))
        {
            if (_nginx.HasExited)
            {
                throw new InvalidOperationException($"nginx ended: {await said}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }
    }

    private async Task<bool> Answers(CancellationToken cancel)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, _port, cancel);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task Stop()
    {
        if (_nginx is { HasExited: false })
        {
            _nginx.Kill();
            await _nginx.WaitForExitAsync().WaitAsync(Patience);
        }

        _nginx?.Dispose();
    }

    private string PathOf(string name) => Path.Combine(_home.FullName, name);
}
