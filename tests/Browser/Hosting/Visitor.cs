using System.Collections.Concurrent;
using Deque.AxeCore.Playwright;
using Jobvite.Grains.Interfaces;
using Microsoft.Playwright;

namespace Jobvite.Browser.Tests;

/// <summary>A person with a browser of their own, and everything that it complained about.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ServiceFixture _service;
    private readonly ConcurrentQueue<string> _complaints = new();

    private Visitor(IBrowserContext context, IPage page, ServiceFixture service) => (_context, Page, _service) = (context, page, service);

    public IPage Page { get; }

    public static async Task<Visitor> Of(IBrowserContext context, ServiceFixture service)
    {
        var page = await context.NewPageAsync();
        var visitor = new Visitor(context, page, service);
        page.Console += (_, message) =>
        {
            // A page that answers 404 on purpose is reported by the browser as an error of loading.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                visitor._complaints.Enqueue($"console: {message.Text}");
            }
        };
        page.PageError += (_, error) => visitor._complaints.Enqueue($"script: {error}");
        context.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(service.Address.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                visitor._complaints.Enqueue($"request to another host: {request.Url}");
            }
        };
        return visitor;
    }

    public async Task<IResponse> Open(string path) => (await Page.GotoAsync(path))!;

    public IBrowserContext Context => _context;

    /// <summary>Nothing to complain about on this page: no violation of the policy, no foreign host, no finding of axe, best practice included.</summary>
    public async Task Check()
    {
        Assert.Empty(_complaints);
        var findings = (await Page.RunAxe()).Violations
            .Select(v => $"{v.Id} ({v.Impact}): {v.Help} — {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}");
        Assert.Empty(findings);
    }

    /// <summary>The page shows neither name nor address of this person.</summary>
    public async Task SeesNothingOf(CandidateView person)
    {
        // A "Li" is in "Light" and in "Clients" on every page.
        Assert.True(person.LastName is { Length: > 3 }, "Choose somebody whose name is in no other word.");
        await Assertions.Expect(Page.Locator("body")).Not.ToContainTextAsync(person.LastName);
        await Assertions.Expect(Page.Locator("body")).Not.ToContainTextAsync(person.Email!);
    }

    /// <summary>A page never needs to be scrolled sideways.</summary>
    public async Task FitsTheScreen() =>
        Assert.True(await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{Page.Url} is wider than the screen.");

    /// <summary>Written below artifacts/screenshots, for people to look at.</summary>
    public Task Picture(string name) => Page.ScreenshotAsync(new() { Path = Path.Combine(Pictures.Folder, name + ".png"), FullPage = true });

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
