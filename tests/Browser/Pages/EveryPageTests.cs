using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Jobvite.Browser.Tests.Endpoints;
using Jobvite.Browser.Tests.Records;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Browser.Tests.Pages;

/// <summary>Every page, at every width that people have: nothing is cut off, broken in two, squeezed or too small to touch.</summary>
[Collection(nameof(ConsoleCollection))]
public sealed class EveryPageTests(ServiceFixture service)
{
    private static readonly int[] Widths = [360, 768, 1024, 1440, 1920];

    /// <summary>
    /// What a reader would stumble over. A text may be cut short where its title has the whole of it, and an address or a sentence may be
    /// broken; a button, a state, a number and an id may not. A row of equal things is filled to its end. What a finger touches is 24 pixels high and wide, on the narrow screen at least.
    /// </summary>
    private const string Faults = """
        () => {
            const found = [];
            const say = (fault, e) => found.push(`${fault}: ${e.outerHTML.replace(/\s+/g, ' ').slice(0, 140)}`);
            const isForEarsOnly = e => { for (; e; e = e.parentElement) { const box = e.getBoundingClientRect(); if (box.width <= 1 && box.height <= 1) { return true; } } return false; };
            const isSeen = e => e.checkVisibility() && e.getClientRects().length > 0 && !e.closest('.sr-only, .skip-link, svg, datalist') && !isForEarsOnly(e);
            const lines = e => {
                const range = document.createRange();
                const texts = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
                const tops = [];
                while (texts.nextNode()) {
                    if (texts.currentNode.data.trim() && !texts.currentNode.parentElement.closest('.sr-only')) {
                        range.selectNodeContents(texts.currentNode);
                        tops.push(...[...range.getClientRects()].filter(one => one.width > 1).map(one => one.top));
                    }
                }
                return tops.length && Math.max(...tops) - Math.min(...tops) > 8 ? 2 : 1;
            };
            if (document.documentElement.scrollWidth > document.documentElement.clientWidth) { found.push('wider than the screen'); }
            for (const e of [...document.querySelectorAll('body *')].filter(isSeen)) {
                const style = getComputedStyle(e);
                if (/hidden|clip/.test(style.overflowX) && e.scrollWidth > e.clientWidth + 1 && !e.matches('progress, input') && !e.closest('[title]')) { say('cut off', e); }
                if (e.matches('.button, .status, .number, thead th, .nav a') && !e.querySelector('.under, .button') && lines(e) > 1) { say('broken in two', e); }
                if (e.matches('.mono') && e.textContent.trim().length <= 16 && lines(e) > 1) { say('an id broken in two', e); }
                if (innerWidth > 640 && e.matches('tbody th, tbody td') && e.innerText.trim().length > 20 && e.clientWidth < 90 && lines(e) > 1) { say('squeezed', e); }
                if (e.matches('.standings, .gauges, .checklist, .steps, .grid-3, .figures') && e.lastElementChild) {
                    const end = e.getBoundingClientRect().right - parseFloat(style.paddingRight) - e.lastElementChild.getBoundingClientRect().right;
                    if (end > 24) { say('a hole at the end', e); }
                }
                if (innerWidth < 400 && e.matches('a[href], button, summary, input:not([type=hidden]), select, textarea') && !e.closest('p, .notice, .timeline, .facts dd, table.folds thead')) {
                    const box = (e.closest('label') ?? e).getBoundingClientRect();
                    if (box.height < 23.5 || box.width < 23.5) { say('too small to touch', e); }
                }
            }
            return [...new Set(found)];
        }
        """;

    [Fact]
    public async Task No_page_is_cut_off_broken_in_two_or_too_small_to_touch_at_any_width()
    {
        await using var receiver = await Receiver.Start();
        receiver.Status = 503;
        var pages = await Pages(receiver);
        List<string> faults = [];
        foreach (var group in pages.GroupBy(page => (page.Tenant, page.Scope)))
        {
            await using var visitor = group.Key == (null, null) ? await service.NewVisitor() : await service.SignedIn(group.Key.Tenant, group.Key.Scope);
            foreach (var (_, _, path) in group)
            {
                await visitor.Open(path);
                foreach (var width in Widths)
                {
                    await visitor.Page.SetViewportSizeAsync(width, 900);
                    faults.AddRange((await visitor.Page.EvaluateAsync<string[]>(Faults)).Select(fault => $"{path} at {width}: {fault}"));
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>Whose page it is, and its address; all of them with something to show.</summary>
    private async Task<IReadOnlyList<(string? Tenant, string? Scope, string Path)>> Pages(Receiver receiver)
    {
        var company = await service.Connect("every-page", SyncKind.Jobs, SyncKind.Candidates, SyncKind.Onboarding);
        var endpoint = (await company.Endpoints.Create(new() { Url = receiver.Url, Description = "Candidate portal", Types = ["job.*"] }, new(company.TenantId, "test"))).Endpoint!;
        var planted = new Planted(service.Services, company.CompanyId);
        var dead = await planted.DeadWebhook("aB3xY9zW");
        await planted.DeadWebhook(service.Sandbox.World.CandidateIds[7], error: "Jobvite has no such record at the candidate endpoint. Check the id, and whether the record was deleted in Jobvite.");
        await planted.Job("job-seen", "Mason", "Stones");
        await Company.Until(async () => (await Deliveries()).Any(one => one.Status == DeliveryStatus.Retrying));
        using var host = service.NewClient(company.TenantId);
        using var made = await host.PostAsJsonAsync(new Uri("/api/integrations/jobvite/setup-links", UriKind.Relative), new { expiresInHours = 2 }, TestContext.Current.CancellationToken);
        Assert.NotNull((await made.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))?["url"]);
        var run = (await company.Grain.GetDiagnostics(new(company.TenantId)))!.Schedules[1].LastRun!.RunId;
        var candidate = service.Sandbox.World.CandidateIds[0];
        var tenant = company.TenantId;
        string[] own =
        [
            "/", "/setup", "/connect", "/connect/setup-links", "/notices", "/audit", "/sessions", "/time-zone", "/suppressions",
            "/jobs", $"/jobs/{service.Sandbox.World.JobIds[0]}", $"/jobs/{service.Sandbox.World.JobIds[0]}?show=raw",
            "/candidates", "/candidates?columns=application&columns=state&columns=created&columns=updated&includeDeleted=true&sort=name", "/candidates?search=nobody-is-called-so",
            $"/candidates/{candidate}", $"/candidates/{candidate}?show=raw", $"/candidates/{candidate}/documents", $"/candidates/{candidate}/erase", "/views/candidates",
            "/onboarding", $"/onboarding/{service.Sandbox.World.ProcessIds[0]}",
            "/webhooks", "/webhooks?status=dead", $"/webhooks/{dead}", $"/webhooks/{dead}?show=raw",
            "/endpoints", "/endpoints/new", $"/endpoints/{endpoint.Id}", $"/endpoints/{endpoint.Id}/settings", $"/endpoints/{endpoint.Id}/deliveries/{(await Deliveries())[0].Id}",
            "/sync", $"/sync/runs/{run}", "/find?q=a", "/nothing/here", "/candidates?page=9999", "/operators",
        ];
        return
        [
            .. Of(tenant, null, own),
            .. Of(tenant, "jobvite.read", "/", "/connect", "/notices", $"/candidates/{candidate}"),
            .. Of("tenant-every-page-new", null, "/", "/connect", "/setup", "/jobs", "/sync"),
            .. Of(null, "jobvite.operator", "/operators?search=company-every", $"/operators/companies/{company.CompanyId}", $"/operators?release={company.CompanyId}", "/operators/audit"),
            .. Of(null, null, "/sign-in", "/setup-link/over"),
        ];

        async Task<IReadOnlyList<Delivery>> Deliveries() => (await company.Endpoints.ListDeliveries(endpoint.Id, new(), new(), new(company.TenantId)))!.Items;
    }

    private static IEnumerable<(string? Tenant, string? Scope, string Path)> Of(string? tenant, string? scope, params string[] paths) => paths.Select(path => (tenant, scope, path));
}
