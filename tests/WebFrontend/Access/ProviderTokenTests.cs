using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace Jobvite.WebFrontend.Tests;

/// <summary>
/// Access tokens in the shapes that the documents of identity providers show, with the settings of docs/sign-in.md, read from that page. Only issuer and times
/// are made to fit.
/// </summary>
public sealed class ProviderTokenTests : IAsyncLifetime
{
    private const string Config = "/api/integrations/jobvite/config";
    private const string Disconnect = "/api/integrations/jobvite/disconnect";

    private PlayedAuthority _authority = null!;
    private RsaSecurityKey _key = null!;

    public async ValueTask InitializeAsync()
    {
        _authority = await PlayedAuthority.Start();
        _key = _authority.NewRsaKey("provider-1");
    }

    public ValueTask DisposeAsync() => _authority.DisposeAsync();

    /// <summary>MicrosoftDocs/entra-docs: access-tokens.md (its v2.0 token) and access-token-claims-reference.md.</summary>
    [Theory]
    [InlineData("""{"scp":"jobvite.read"}""", true, false)]
    [InlineData("""{"scp":"jobvite.read jobvite.manage"}""", true, true)]
    [InlineData("""{"roles":["jobvite.read","jobvite.manage"]}""", true, true)]
    [InlineData("""{"scp":"access_as_user"}""", false, false)]
    [InlineData("""{"scp":"access_as_user","roles":["jobvite.read"]}""", true, false)]
    public Task Entra_names_scopes_without_the_application_id_uri_and_app_roles_as_roles(string rights, bool reads, bool manages) => Holds(
        "Microsoft Entra ID",
        """{"typ":"JWT","alg":"RS256","kid":"provider-1"}""",
        """
        {
          "aud": "6e74172b-be56-4843-9ff4-e66a39bb12e3", "iss": "", "iat": 0, "nbf": 0, "exp": 0,
          "aio": "AXQAi/8IAAAAtAaZLo3ChMif6KOnttRB7eBq4/DccQzjcJGxPXy/C3jDaNGxXd6wNIIVGRghNRnwJ1lOcAnNZcjvkoyrFxCttv33140RioOFJ4bCCGVuoCag1uOTT22222gHwLPYQ/uf79QX+0KIijdrmp69RctzmQ==",
          "azp": "6e74172b-be56-4843-9ff4-e66a39bb12e3", "azpacr": "0", "name": "Abe Lincoln", "oid": "690222be-ff1a-4d56-abd1-7e4f7d38e474",
          "preferred_username": "abeli@example.com", "rh": "I", "sub": "HKZpfaHyWadeOouYlitjrI-KffTm222X5rrV3xDqfKQ",
          "tid": "72f988bf-86f1-41af-91ab-2d7cd011db47", "uti": "fqiBqXLPj0eQa82S-IYFAA", "ver": "2.0"
        }
        """,
        rights,
        "72f988bf-86f1-41af-91ab-2d7cd011db47",
        reads,
        manages,
        ("<client id>", "6e74172b-be56-4843-9ff4-e66a39bb12e3"));

    /// <summary>okta/okta-developer-docs: reference/api/oidc, Access Token Payload.</summary>
    [Theory]
    [InlineData("""{"scp":["openid","email","jobvite.read"]}""", true, false)]
    [InlineData("""{"scp":["openid","jobvite.read","jobvite.manage","offline_access"]}""", true, true)]
    [InlineData("""{"scp":["openid","email","flights","custom"]}""", false, false)]
    public Task Okta_lists_scopes_in_scp(string rights, bool reads, bool manages) => Holds(
        "Okta",
        """{"alg":"RS256","kid":"provider-1"}""",
        """
        {
          "ver": 1, "jti": "AT.0mP4JKAZX1iACIT4vbEDF7LpvDVjxypPMf0D7uX39RE", "iss": "", "aud": "https://jobvite.example.com", "sub": "00ujmkLgagxeRrAg20g3",
          "iat": 0, "exp": 0, "cid": "nmdP1fcyvdVO11AL7ECm", "uid": "00ujmkLgagxeRrAg20g3", "tenant_id": "acme"
        }
        """,
        rights,
        "acme",
        reads,
        manages);

    /// <summary>auth0.com/docs: Access Token Profiles, both samples.</summary>
    [Theory]
    [InlineData("JWT", """{"azp":"my_client_id","scope":"openid profile jobvite.read"}""", true, false)]
    [InlineData("at+jwt", """{"client_id":"my_client_id","jti":"73WakrfVbNJBaAmhQtEeDv","scope":"openid profile jobvite.read jobvite.manage","permissions":["jobvite.read","jobvite.manage"]}""", true, true)]
    [InlineData("JWT", """{"azp":"my_client_id","scope":"openid profile read:patients read:admin"}""", false, false)]
    public Task Auth0_names_the_tenant_in_a_claim_with_a_domain_and_two_audiences(string type, string rights, bool reads, bool manages) => Holds(
        "Auth0",
        $$"""{"alg":"RS256","typ":"{{type}}","kid":"provider-1"}""",
        """
        {
          "https://jobvite.example.com/tenant_id": "acme", "iss": "", "sub": "auth0|123456",
          "aud": ["https://jobvite.example.com", "https://my-domain.auth0.com/userinfo"], "iat": 0, "exp": 0
        }
        """,
        rights,
        "acme",
        reads,
        manages);

    /// <summary>keycloak/keycloak: con-audience.adoc and the class AccessToken, as Keycloak writes it.</summary>
    [Theory]
    [InlineData("""{"resource_access":{"jobvite":{"roles":["reader"]},"account":{"roles":["manage-account","view-profile"]}}}""", true, false)]
    [InlineData("""{"resource_access":{"jobvite":{"roles":["reader","manager"]}}}""", true, true)]
    [InlineData("""{"resource_access":{"account":{"roles":["reader","manager"]}}}""", false, false)]
    [InlineData("""{"resource_access":{"jobvite":["reader","manager"]}}""", false, false)]
    [InlineData("""{"/resource_access/jobvite/roles":["reader","manager"],"resource_access.jobvite.roles":["reader"]}""", false, false)]
    public Task Keycloak_nests_the_roles_of_a_client(string rights, bool reads, bool manages) => Holds(
        "Keycloak",
        """{"alg":"RS256","typ":"JWT","kid":"provider-1"}""",
        """
        {
          "exp": 0, "iat": 0, "auth_time": 0, "jti": "onrtac:56eb8e03-a501-4d71-b38c-099fe0a714f9", "iss": "", "aud": ["jobvite", "account"],
          "sub": "9b319159-6761-4a1f-9907-b02d263580ad", "typ": "Bearer", "azp": "console", "sid": "d8a0aed6-b7c1-4f37-869c-da5892b542db", "acr": "1",
          "allowed-origins": ["https://jobvite.example.com"], "realm_access": {"roles": ["default-roles-acme", "offline_access", "uma_authorization"]},
          "scope": "openid email profile", "email_verified": false, "name": "John Doe", "preferred_username": "johndoe", "email": "johndoe@example.com", "tenant_id": "acme"
        }
        """,
        rights,
        "acme",
        reads,
        manages);

    [Fact]
    public Task Keycloak_nests_the_roles_of_a_realm() => Holds(
        "Keycloak",
        """{"alg":"RS256","typ":"JWT","kid":"provider-1"}""",
        """{"exp":0,"iat":0,"iss":"","aud":"jobvite","sub":"9b319159-6761-4a1f-9907-b02d263580ad","typ":"Bearer","azp":"console","scope":"openid","tenant_id":"acme"}""",
        """{"realm_access":{"roles":["offline_access","reader"]}}""",
        "acme",
        reads: true,
        manages: false,
        ("/resource_access/jobvite/roles", "/realm_access/roles"));

    /// <summary>AWS: Understanding the access token, with the claims of resource binding and of a pre token generation trigger.</summary>
    [Theory]
    [InlineData("https://jobvite.example.com/jobvite.read openid", true, false)]
    [InlineData("aws.cognito.signin.user.admin https://jobvite.example.com/jobvite.read https://jobvite.example.com/jobvite.manage", true, true)]
    [InlineData("jobvite.read jobvite.manage", false, false)]
    [InlineData("payroll/jobvite.read https://jobvite.example.com.evil.example/jobvite.read", false, false)]
    public Task Cognito_puts_the_resource_server_in_front_of_scopes(string scope, bool reads, bool manages) => Holds(
        "Amazon Cognito",
        """{"kid":"provider-1","alg":"RS256"}""",
        """
        {
          "sub": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee", "device_key": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee", "cognito:groups": ["admin"], "token_use": "access",
          "auth_time": 0, "iss": "", "exp": 0, "iat": 0, "version": 2, "origin_jti": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee", "jti": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
          "client_id": "57cbishk4j24pabc1234567890", "username": "janedoe@example.com", "aud": "https://jobvite.example.com", "custom:tenant_id": "acme"
        }
        """,
        $$"""{"scope":"{{scope}}"}""",
        "acme",
        reads,
        manages);

    /// <summary>With Entra's application ID URI as prefix: nothing but what begins with exactly that counts.</summary>
    [Theory]
    [InlineData("api://6e74172b/jobvite.read", true)]
    [InlineData("jobvite.read", false)]
    [InlineData("api://6e74172b-other/jobvite.read api://6e74172b/ API://6E74172B/jobvite.read", false)]
    public Task A_prefix_tells_this_services_scopes_from_anothers(string scope, bool reads) => Holds(
        new Dictionary<string, string?> { ["Jwt:Audience"] = "jobvite", ["Jwt:ScopePrefix"] = "api://6e74172b/" },
        """{"alg":"RS256","kid":"provider-1"}""",
        """{"iss":"","aud":"jobvite","sub":"ada","iat":0,"exp":0,"tenant_id":"acme"}""",
        $$"""{"scope":"{{scope}}"}""",
        "acme",
        reads,
        manages: false);

    private Task Holds(string product, string header, string payload, string rights, string tenant, bool reads, bool manages, params (string From, string To)[] changes) =>
        Holds(RecipeOf(product, changes), header, payload, rights, tenant, reads, manages);

    private async Task Holds(Dictionary<string, string?> settings, string header, string payload, string rights, string tenantId, bool reads, bool manages)
    {
        settings["Jwt:Authority"] = _authority.Issuer;
        await using var front = new FrontHost(settings);
        await front.InitializeAsync();
        var tenant = new PlayedTenant(front, tenantId, null);
        using var client = tenant.ClientWith(Signed(header, payload, rights));

        var read = (await client.Get(Config)).StatusCode;
        var managed = (await client.Post(Disconnect, "{}")).StatusCode;

        Assert.Equal(reads ? HttpStatusCode.OK : HttpStatusCode.Forbidden, read);
        Assert.Equal(manages, managed != HttpStatusCode.Forbidden);
        Assert.NotEqual(HttpStatusCode.Unauthorized, managed);
    }

    private string Signed(string header, string payload, string rights)
    {
        var claims = JsonNode.Parse(payload)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(rights)!.AsObject())
        {
            claims[name] = value?.DeepClone();
        }

        var now = TimeProvider.System.GetUtcNow();
        claims["iss"] = _authority.Issuer;
        foreach (var name in (string[])["iat", "nbf", "auth_time"])
        {
            if (claims.ContainsKey(name))
            {
                claims[name] = now.ToUnixTimeSeconds();
            }
        }

        claims["exp"] = now.AddHours(1).ToUnixTimeSeconds();
        var content = $"{Base64UrlEncoder.Encode(header)}.{Base64UrlEncoder.Encode(claims.ToJsonString())}";
        return $"{content}.{Base64UrlEncoder.Encode(_key.Rsa.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    /// <summary>The settings in the block of code below a product's heading.</summary>
    private static Dictionary<string, string?> RecipeOf(string product, (string From, string To)[] changes)
    {
        var page = File.ReadAllText(Path.Combine(Root(), "docs", "sign-in.md")).ReplaceLineEndings("\n");
        var block = page.Split($"\n### {product}\n")[1].Split("\n```\n")[1];
        var text = changes.Aggregate(block, (all, change) => all.Replace(change.From, change.To, StringComparison.Ordinal));
        return text.Split('\n').Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0].Replace("__", ":", StringComparison.Ordinal), string? (pair) => pair[1]);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "global.json")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
