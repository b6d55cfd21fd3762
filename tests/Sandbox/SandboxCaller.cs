using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jobvite.Sandbox.Tests;

/// <summary>A sandbox on a free port and someone who calls it with plain credentials, follows no redirect and keeps no cookie.</summary>
internal sealed class SandboxCaller : IAsyncDisposable
{
    private static readonly Lazy<(string Sandbox, string Tenant)> Keys = new(static () => (NewKey(), NewKey()));
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    private SandboxCaller(SandboxServer server) => Server = server;

    public SandboxServer Server { get; }

    public static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<SandboxCaller> StartAsync(SandboxOptions? options = null, bool withTenantKey = true)
    {
        using var tenant = RSA.Create();
        tenant.ImportFromPem(Keys.Value.Tenant);
        options = (options ?? new SandboxOptions { Candidates = 50, Jobs = 20, Processes = 5 }) with
        {
            RsaPrivateKeyPem = Keys.Value.Sandbox,
            TenantPublicKeyPem = !withTenantKey ? null : tenant.ExportSubjectPublicKeyInfoPem(),
        };
        return new SandboxCaller(await SandboxServer.StartAsync(options, Cancelled));
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, Action<HttpRequestMessage>? change = null, bool authenticated = true)
    {
        using var request = new HttpRequestMessage(method, new Uri(Server.BaseAddress, path));
        if (authenticated)
        {
            request.Headers.Add("x-jvi-api", Server.Credentials.ApiKey);
            request.Headers.Add("x-jvi-sc", Server.Credentials.ApiSecret);
        }

        change?.Invoke(request);
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, "/api/v2" + path);

    public async Task<string> TextAsync(string path)
    {
        using var response = await GetAsync(path);
        return await response.Content.ReadAsStringAsync(Cancelled);
    }

    public async Task<JsonObject> JsonAsync(string path) => JsonNode.Parse(await TextAsync(path))!.AsObject();

    public async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var response = await GetAsync(path);
        return response.StatusCode;
    }

    /// <summary>Calls the admin API.</summary>
    public async Task<(HttpStatusCode Status, JsonNode Body)> AdminAsync(string method, string path, string? body = null)
    {
        using var response = await SendAsync(
            new HttpMethod(method),
            "/admin" + path,
            request => request.Content = body is null ? null : new StringContent(body),
            authenticated: false);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancelled))!);
    }

    /// <summary>Wraps a request as Jobvite's documents say, with this class's own crypto.</summary>
    public string Wrap(string json)
    {
        using var aes = Aes.Create();
        aes.KeySize = 256;
        aes.GenerateKey();
        using var jobvite = RSA.Create();
        jobvite.ImportFromPem(Server.Credentials.JobvitePublicKeyPem);
        return JsonSerializer.Serialize(new
        {
            key = Convert.ToBase64String(jobvite.Encrypt(aes.Key, RSAEncryptionPadding.Pkcs1)),
            payload = Convert.ToBase64String(aes.EncryptEcb(Encoding.UTF8.GetBytes(json), PaddingMode.PKCS7)),
        });
    }

    public async Task<HttpResponseMessage> PostAsync(string path, string body, Action<HttpRequestMessage>? change = null, bool authenticated = true) =>
        await SendAsync(
            HttpMethod.Post,
            "/api/v2" + path,
            request =>
            {
                request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
                change?.Invoke(request);
            },
            authenticated);

    /// <summary>The unwrapped key and the decrypted bytes, padding included.</summary>
    public async Task<(byte[] Key, byte[] Plain)> OpenAsync(string path, string json)
    {
        using var response = await PostAsync(path, Wrap(json));
        var text = await response.Content.ReadAsStringAsync(Cancelled);
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        var envelope = JsonNode.Parse(text)!.AsObject();
        using var tenant = RSA.Create();
        tenant.ImportFromPem(Keys.Value.Tenant);
        var key = tenant.Decrypt(Convert.FromBase64String((string)envelope["key"]!), RSAEncryptionPadding.Pkcs1);
        using var aes = Aes.Create();
        aes.Key = key[..32];
        return (key, aes.DecryptEcb(Convert.FromBase64String((string)envelope["payload"]!), PaddingMode.None));
    }

    /// <summary>The decrypted answer, whatever the padding.</summary>
    public async Task<JsonObject> AskAsync(string path, string json)
    {
        var (_, plain) = await OpenAsync(path, json);
        var text = Encoding.UTF8.GetString(plain);
        return JsonNode.Parse(text[..(text.LastIndexOf('}') + 1)])!.AsObject();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Server.DisposeAsync();
    }

    private static string NewKey()
    {
        using var key = RSA.Create(2048);
        return key.ExportPkcs8PrivateKeyPem();
    }
}
