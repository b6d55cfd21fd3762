using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;

namespace Jobvite.Sandbox;

/// <summary>What the companies of one sandbox have in common: none of it says anything about a company, and one of each is enough for thousands.</summary>
internal sealed class SharedMeans : IDisposable
{
    /// <exception cref="ArgumentException">The given RSA key is no PEM key or is too short.</exception>
    public SharedMeans(SandboxOptions options)
    {
        JobviteKey = options.RsaPrivateKeyPem is { } pem ? CompanyKeys.Import(pem, "The sandbox's RSA private key", needsPrivate: true) : RSA.Create(2048);
        JobvitePublicKeyPem = JobviteKey.ExportSubjectPublicKeyInfoPem();
        Log = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("Jobvite.Sandbox");
    }

    /// <summary>Jobvite has one key pair for all its customers. Making one takes a tenth of a second.</summary>
    public RSA JobviteKey { get; }

    public string JobvitePublicKeyPem { get; }

    public HttpClient WebhookSender { get; } =
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(10) };

    public BufferShelf Buffers { get; } = new();

    public RecordRoom RecordRoom { get; } = new();

    public ILogger Log { get; }

    /// <summary>Known once the server listens.</summary>
    public Uri BaseAddress { get; set; } = new("http://localhost");

    public void Dispose()
    {
        WebhookSender.Dispose();
        JobviteKey.Dispose();
    }
}
