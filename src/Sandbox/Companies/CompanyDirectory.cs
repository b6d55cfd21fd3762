using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text;

namespace Jobvite.Sandbox;

/// <summary>
/// The companies that one sandbox plays. A request belongs to the company whose API key or service account it names; one that
/// names neither belongs to the first company, which then refuses it.
/// </summary>
internal sealed class CompanyDirectory : IAsyncDisposable
{
    private readonly Lock _adding = new();
    private readonly ConcurrentDictionary<string, SandboxCompany> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SandboxCompany> _byApiKey = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SandboxCompany> _byServiceAccount = new(StringComparer.Ordinal);
    private ImmutableList<SandboxCompany> _all = [];

    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    public CompanyDirectory(SandboxOptions options)
    {
        options.Validate();
        Shared = new SharedMeans(options);
        First = Add(options);
        for (var number = 2; number <= options.Companies; number++)
        {
            Add(options.Company(number));
        }
    }

    public SharedMeans Shared { get; }

    /// <summary>The one that exists from the start and that everything without a company's name is about.</summary>
    public SandboxCompany First { get; }

    /// <summary>In the order in which they were added.</summary>
    public ImmutableList<SandboxCompany> All => Volatile.Read(ref _all);

    /// <exception cref="ArgumentException">An option is out of its range, or another company has the same id, API key or service account.</exception>
    public SandboxCompany Add(SandboxOptions options)
    {
        options.Validate();
        var company = new SandboxCompany(options, Shared);
        var credentials = company.Keys.Credentials;
        lock (_adding)
        {
            Refuse(_byId, credentials.CompanyId, "company id");
            Refuse(_byApiKey, credentials.ApiKey, "API key");
            Refuse(_byServiceAccount, credentials.ServiceAccountUsername, "service account");
            _byId[credentials.CompanyId] = company;
            _byApiKey[credentials.ApiKey] = company;
            _byServiceAccount[credentials.ServiceAccountUsername] = company;
            Volatile.Write(ref _all, _all.Add(company));
        }

        return company;
    }

    public SandboxCompany? Find(string companyId) => _byId.GetValueOrDefault(companyId);

    public SandboxCompany Of(HttpRequest request) =>
        _byApiKey.GetValueOrDefault(request.Headers["x-jvi-api"].ToString())
        ?? _byServiceAccount.GetValueOrDefault(BasicUser(request))
        ?? First;

    public async ValueTask DisposeAsync()
    {
        foreach (var company in All)
        {
            await company.DisposeAsync();
        }

        Shared.Dispose();
    }

    private static void Refuse(ConcurrentDictionary<string, SandboxCompany> taken, string value, string what)
    {
        if (taken.ContainsKey(value))
        {
            throw new ArgumentException($"Another company of this sandbox already has this {what}. Give each company its own.");
        }
    }

    private static string BasicUser(HttpRequest request)
    {
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization.ToString(), out var header)
            || !string.Equals(header.Scheme, "Basic", StringComparison.OrdinalIgnoreCase) || header.Parameter is not { } encoded)
        {
            return "";
        }

        var bytes = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2)[0] : "";
    }
}
