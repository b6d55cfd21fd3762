using System.Net;
using System.Text.RegularExpressions;
using Jobvite.WebFrontend.Tests.Console;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Jobvite.WebFrontend.Tests;

/// <summary>The whole way of a person, with an authority that we did not write.</summary>
public sealed partial class OidcProviderTests(OidcProviderServer authority) : IClassFixture<OidcProviderServer>, IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private FrontHost _front = null!;

    public async ValueTask InitializeAsync()
    {
        if (authority.Reason is { } reason)
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", reason);
            Assert.Skip(reason);
        }

        _front = new(new Dictionary<string, string?>
        {
            ["Jwt:Authority"] = authority.Address.GetLeftPart(UriPartial.Authority),
            ["Jwt:Audience"] = "jobvite",
            ["Jwt:ClientId"] = "console",
            ["Jwt:ClientSecret"] = "client-pass",
            ["Jwt:ClientScopes"] = "openid jobvite.read jobvite.manage",
        })
        {
            Configure = services => services.AddSingleton<TimeProvider>(_clock),
        };
        await _front.InitializeAsync();
        await authority.Serve(_front.Address);
    }

    public async ValueTask DisposeAsync()
    {
        if (_front is not null)
        {
            await _front.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_person_signs_in_and_their_session_is_renewed()
    {
        using var person = new Person();
        using var browser = await SignedIn(person);
        var first = _front.Sessions.Single().RefreshTokens.Single();

        _clock.Advance(TimeSpan.FromMinutes(4.5));
        await browser.Page("/sessions");

        Assert.NotEqual(first, _front.Sessions.Single().RefreshTokens.Single());
        Assert.DoesNotContain(_front.Log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal) || line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_a_key_rollover_people_sign_in_as_before()
    {
        using var first = new Person();
        using var before = await SignedIn(first);
        await authority.Roll();
        _clock.Advance(TimeSpan.FromSeconds(4));

        using var second = new Person();
        using var after = await SignedIn(second);

        await after.Page("/sessions");
    }

    [Fact]
    public async Task Signing_out_ends_the_session_at_the_authority_and_all_that_began_there()
    {
        using var person = new Person();
        using var browser = await SignedIn(person);
        using var other = await SignedIn(person);

        var leaving = WebUtility.HtmlDecode(await (await browser.Send("/sign-out", "/sessions")).Content.ReadAsStringAsync(Answers.Cancelled));
        var back = await person.Go(new Uri(leaving.Split("content=\"0;url=")[1].Split('"')[0]), _front.Address);

        Assert.Equal("/sign-in/signed-out", back.AbsolutePath);
        Assert.Equal(HttpStatusCode.Redirect, (await other.Get("/sessions")).StatusCode);
        Assert.True(person.WasAsked("logout"));
        using var again = await SignedIn(person);
        Assert.Equal(2, person.TimesAsked("login"));
    }

    [Fact]
    public async Task A_redirect_address_that_is_not_registered_is_named_on_the_sign_in_page()
    {
        await authority.Serve(new Uri("https://elsewhere.example.com"));
        using var browser = new ConsoleBrowser(_front);

        var answer = await browser.Get("/sign-in/authority");

        Assert.Contains($"must register {new Uri(_front.Address, "/sign-in/callback")} there", await browser.Page(answer.Headers.Location!.OriginalString), StringComparison.Ordinal);
    }

    private async Task<ConsoleBrowser> SignedIn(Person person)
    {
        var browser = new ConsoleBrowser(_front);
        var begun = await browser.Get("/sign-in/authority?returnTo=%2Fsessions");
        Assert.StartsWith(authority.Address.ToString(), begun.Headers.Location!.ToString(), StringComparison.Ordinal);
        var answer = await browser.Get((await person.Go(begun.Headers.Location, _front.Address)).PathAndQuery);
        Assert.Equal("/sessions", answer.Headers.Location?.OriginalString);
        await browser.Page("/sessions");
        return browser;
    }

    /// <summary>Somebody with a browser at the authority, who agrees to everything.</summary>
    private sealed partial class Person : IDisposable
    {
        private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new() });
        private readonly List<string> _asked = [];

        public bool WasAsked(string what) => _asked.Contains(what);

        public int TimesAsked(string what) => _asked.Count(one => one == what);

        /// <summary>Follows links and answers forms until the authority leads back to the console.</summary>
        public async Task<Uri> Go(Uri address, Uri console)
        {
            var answer = await _client.GetAsync(address, Answers.Cancelled);
            for (var step = 0; step < 12; step++)
            {
                if (answer.Headers.Location is { } next)
                {
                    address = new(address, next);
                    if (address.Authority == console.Authority)
                    {
                        return address;
                    }

                    answer = await _client.GetAsync(address, Answers.Cancelled);
                    continue;
                }

                var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Answers.Cancelled));
                Assert.True(answer.StatusCode == HttpStatusCode.OK, html);
                var fields = HiddenField().Matches(html).ToDictionary(field => field.Groups[1].Value, field => field.Groups[2].Value);
                _asked.Add(fields.GetValueOrDefault("prompt", "logout"));
                (fields["login"], fields["password"], fields["logout"]) = ("ada", "any", "yes");
                address = new(address, FormAction().Match(html).Groups[1].Value);
                answer = await _client.PostAsync(address, new FormUrlEncodedContent(fields), Answers.Cancelled);
            }

            throw new InvalidOperationException("The authority never leads back.");
        }

        public void Dispose() => _client.Dispose();

        [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*name=\"([^\"]+)\"[^>]*value=\"([^\"]*)\"")]
        private static partial Regex HiddenField();

        [GeneratedRegex("<form[^>]*action=\"([^\"]+)\"")]
        private static partial Regex FormAction();
    }
}
