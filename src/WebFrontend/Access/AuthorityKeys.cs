using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Jobvite.WebFrontend;

/// <summary>
/// What an authority publishes about itself, its keys above all: one copy for the whole process. It is read again every five minutes, so that a
/// retired key soon counts no more, and at once when a token names a key that is not in it. While the authority is away, what was read before
/// goes on for a day. Thread-safe.
/// </summary>
internal sealed partial class AuthorityKeys : IConfigurationManager<OpenIdConnectConfiguration>, IDisposable
{
    /// <summary>Until then a copy is used as it is.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    /// <summary>From then on callers wait for a new copy, unless the authority did not answer the last time.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan LongestUse = TimeSpan.FromDays(1);

    /// <summary>Between two requests to the authority, whatever tokens come in.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly FrontendInstruments _instruments;
    private readonly ILogger<AuthorityKeys> _logger;
    private readonly string _variable;
    private readonly string _address;
    private readonly string? _issuer;
    private readonly HttpDocumentRetriever _documents;
    private volatile Copy? _copy;
    private volatile string? _trouble;
    private Task _reading = Task.CompletedTask;
    private DateTimeOffset? _lastTry;

    /// <param name="authority">Its URL.</param>
    /// <param name="variable">The setting that names it.</param>
    /// <param name="isExact">Whether it must publish that very URL as its issuer, because tokens are told apart by it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="instruments">Counts when it is away.</param>
    /// <param name="logger">Says when it is away.</param>
    public AuthorityKeys(string authority, string variable, bool isExact, TimeProvider time, FrontendInstruments instruments, ILogger<AuthorityKeys> logger)
    {
        (_variable, _time, _instruments, _logger) = (variable, time, instruments, logger);
        _address = authority.TrimEnd('/') + "/.well-known/openid-configuration";
        _issuer = isExact ? AuthorityRules.IssuerOf(authority) : null;
        Http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = 1 << 20 };
        _documents = new(Http) { RequireHttps = _address.StartsWith("https:", StringComparison.OrdinalIgnoreCase) };
    }

    /// <summary>How long to wait before the authority is asked again.</summary>
    public static TimeSpan RetryAfter => TimeSpan.FromSeconds(5);

    /// <summary>For everything that this process asks the authority.</summary>
    public HttpClient Http { get; }

    /// <summary>The newest copy, however old; null before the first.</summary>
    public OpenIdConnectConfiguration? Last => _copy?.Configuration;

    /// <exception cref="AuthorityUnreachableException">There is no copy that may be used, and none to be had.</exception>
    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        var copy = _copy;
        if (copy is not null && AgeOf(copy) < Fresh)
        {
            return copy.Configuration;
        }

        var reading = Read();
        if (copy is null || AgeOf(copy) >= LongestUse || (AgeOf(copy) >= Stale && _trouble is null))
        {
            await reading.WaitAsync(cancel);
            copy = _copy;
        }

        return copy is not null && AgeOf(copy) < LongestUse ? copy.Configuration : throw new AuthorityUnreachableException(_trouble ?? "it did not answer yet");
    }

    /// <summary>Sees to it that the keys that a token needs are there, if the authority has them: a new key is fetched before the token is checked.</summary>
    /// <exception cref="AuthorityUnreachableException">There are no keys at all.</exception>
    public async Task EnsureKeyOf(string? token, CancellationToken cancel)
    {
        var known = await GetConfigurationAsync(cancel);
        if (KeyIdOf(token) is { } keyId && known.SigningKeys.All(key => key.KeyId != keyId))
        {
            await Read().WaitAsync(cancel);
        }
    }

    /// <summary>For libraries that ask without awaiting, after <see cref="EnsureKeyOf"/>.</summary>
    public IEnumerable<SecurityKey> Resolve(string token, SecurityToken parsed, string keyId, TokenValidationParameters parameters) => Last?.SigningKeys ?? [];

    /// <summary>Asked for by the libraries after a token that no key fits. <see cref="EnsureKeyOf"/> has done it before.</summary>
    public void RequestRefresh()
    {
    }

    public void Dispose() => Http.Dispose();

    private static string? KeyIdOf(string? token)
    {
        try
        {
            return token is not null && new JsonWebTokenHandler().CanReadToken(token) && new JsonWebToken(token).Kid is { Length: > 0 } keyId ? keyId : null;
        }
        catch (ArgumentException)
        {
            // Not a token; whoever checks it says so.
            return null;
        }
    }

    /// <summary>One line of what is wrong, without what the authority sent.</summary>
    private static string ReasonOf(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case AuthenticationException:
                    return "no secure connection comes about, most likely because its certificate is not trusted here (SSL_CERT_FILE or SSL_CERT_DIR can name further certificate authorities)";
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }:
                    return "its host name is not known";
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return "it refuses connections";
                case SocketException socket:
                    return $"it cannot be reached ({socket.SocketErrorCode})";
                case OperationCanceledException or TimeoutException:
                    return "it did not answer in time";
                case IOException io when io.Data[HttpDocumentRetriever.StatusCode] is System.Net.HttpStatusCode status:
                    return $"it answered with status {(int)status}";
                case NoKeysException:
                    return "it publishes no keys";
                case AnotherIssuerException:
                    return "the issuer that it publishes is not the URL that is set, and tokens of several issuers are told apart by it";
                default:
                    break;
            }
        }

        return $"what it publishes about itself cannot be read ({exception.GetBaseException().GetType().Name})";
    }

    private TimeSpan AgeOf(Copy copy) => _time.GetUtcNow() - copy.ReadAt;

    /// <summary>The reading that is under way, or a new one. Soon after the last one it is that one.</summary>
    private Task Read()
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            if (_reading.IsCompleted && !(now - _lastTry < Pause))
            {
                (_lastTry, _reading) = (now, Task.Run(ReadNow));
            }

            return _reading;
        }
    }

    private async Task ReadNow()
    {
        try
        {
            var now = _time.GetUtcNow();
            var configuration = await OpenIdConnectConfigurationRetriever.GetAsync(_address, _documents, CancellationToken.None);
            _copy = configuration.SigningKeys.Count == 0 ? throw new NoKeysException()
                : _issuer is not null && AuthorityRules.IssuerOf(configuration.Issuer) != _issuer ? throw new AnotherIssuerException()
                : new(configuration, now);
            if (_trouble is not null)
            {
                LogReachable(_variable);
            }

            _trouble = null;
        }
        catch (Exception exception)
        {
            var reason = ReasonOf(exception);
            if (_trouble is null)
            {
                LogUnreachable(_variable, reason);
            }

            _trouble = reason;
        }

        _instruments.AuthorityAnswered(_variable, _trouble is null);
    }

    [LoggerMessage(1, LogLevel.Warning, "The keys of the authority ({Setting}) cannot be loaded: {Reason}. Until they can, its tokens are answered with 503, unless keys that were read within a day are there")]
    private partial void LogUnreachable(string setting, string reason);

    [LoggerMessage(2, LogLevel.Information, "The keys of the authority ({Setting}) can be loaded again")]
    private partial void LogReachable(string setting);

    private sealed record Copy(OpenIdConnectConfiguration Configuration, DateTimeOffset ReadAt);

    private sealed class NoKeysException : Exception;

    private sealed class AnotherIssuerException : Exception;
}

/// <summary>Nothing can be said about a token: the keys of its issuer are not there. The message ends a sentence about the authority.</summary>
internal sealed class AuthorityUnreachableException(string reason) : Exception(reason);
