using System.Globalization;

namespace Jobvite.Sandbox;

/// <summary>The routes that look at records and change them.</summary>
internal static class AdminWorld
{
    private const int UsualList = 20;
    private const int LongestList = 10_000;

    public static void MapWorld(this AdminMap admin)
    {
        admin.Map("GET", "/candidates", "?take=20: ids, application ids, stages", static (http, company) => Task.FromResult<object>(
            company.World.CandidateIds.Take(Take(http)).Select(id => Describe(company.World, id)).ToList()));
        admin.Map("GET", "/candidates/{id}", "One of them", static (http, company) => Task.FromResult(Describe(company.World, Id(http))));
        admin.Map("GET", "/jobs", "?take=20: ids", static (http, company) => Task.FromResult<object>(company.World.JobIds.Take(Take(http)).ToList()));
        admin.Map("GET", "/processes", "?take=20: ids", static (http, company) => Task.FromResult<object>(company.World.ProcessIds.Take(Take(http)).ToList()));
        admin.Map("POST", "/candidates", """{"announce":true} adds a candidate""", static async (http, company) =>
            Describe(company.World, company.World.AddCandidate((await WishAsync<AnnounceWish>(http)).Announce)));
        admin.Map("POST", "/candidates/{id}/stage", """{"stage":"Interview","applicationId":null,"announce":true}""", static async (http, company) =>
        {
            var wish = await WishAsync<StageWish>(http);
            company.World.ChangeCandidateStage(Id(http), wish.ApplicationId, wish.Stage, wish.Announce);
            return Describe(company.World, Id(http));
        });
        admin.Map("POST", "/candidates/{id}/edit", """{"announce":true} changes the person's own fields""", static async (http, company) =>
        {
            company.World.ChangeCandidate(Id(http), (await WishAsync<AnnounceWish>(http)).Announce);
            return Describe(company.World, Id(http));
        });
        admin.Map("DELETE", "/candidates/{id}", "Deletes without a webhook, as Jobvite does", static (http, company) =>
        {
            company.World.DeleteCandidate(Id(http));
            return Task.FromResult<object>(new { deleted = Id(http) });
        });
        admin.Map("POST", "/jobs/{id}/edit", """{"state":"Closed","announce":true}""", static async (http, company) =>
        {
            var wish = await WishAsync<StateWish>(http);
            company.World.ChangeJob(Id(http), wish.State, wish.Announce);
            return new { jobId = Id(http), wish.State };
        });
        admin.Map("DELETE", "/jobs/{id}", "Deletes without a webhook", static (http, company) =>
        {
            company.World.DeleteJob(Id(http));
            return Task.FromResult<object>(new { deleted = Id(http) });
        });
        admin.Map("POST", "/processes/{id}/edit", """{"status":"completed","announce":true}""", static async (http, company) =>
        {
            var wish = await WishAsync<StatusWish>(http);
            company.World.ChangeProcessStatus(Id(http), wish.Status, wish.Announce);
            return new { processId = Id(http), wish.Status };
        });
        admin.Map("POST", "/changes", """{"share":0.1,"announce":false} changes that share of all records""", static async (http, company) =>
        {
            var wish = await WishAsync<ShareWish>(http);
            return company.World.ChangeRecords(wish.Share, wish.Announce);
        });
        admin.Map("POST", "/changes/step", "Makes one change as the ticker would", static (_, company) =>
        {
            company.Ticker.Step();
            return Task.FromResult(AdminState.Of(company));
        });
    }

    private static object Describe(SandboxWorld world, string id) => new
    {
        candidateId = id,
        applications = world.ApplicationIdsOf(id).Select(applicationId => new { applicationId, stage = world.StageOf(id, applicationId) }).ToList(),
    };

    private static string Id(HttpContext http) => (string)http.GetRouteValue("id")!;

    private static int Take(HttpContext http)
    {
        var text = http.Request.Query["take"].ToString();
        return text.Length == 0 ? UsualList
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var take) && take is > 0 and <= LongestList ? take
            : throw new ArgumentException($"take must be from 1 to {LongestList}.");
    }

    private static async Task<T> WishAsync<T>(HttpContext http) => PartialJson.Read<T>(await AdminMap.ReadAsync(http));

    private sealed record AnnounceWish(bool Announce = true);

    private sealed record StageWish(string Stage, string? ApplicationId = null, bool Announce = true);

    private sealed record StateWish(string? State = null, bool Announce = true);

    private sealed record StatusWish(string Status, bool Announce = true);

    private sealed record ShareWish(double Share, bool Announce = false);
}
