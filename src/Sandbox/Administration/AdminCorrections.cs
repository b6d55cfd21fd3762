namespace Jobvite.Sandbox;

/// <summary>The routes for what happens to records beyond everyday edits.</summary>
internal static class AdminCorrections
{
    public static void MapCorrections(this AdminMap admin)
    {
        admin.Map("GET", "/records", "Every record as Jobvite would answer it now", static (_, company) =>
            Task.FromResult<object>(System.Text.Json.Nodes.JsonNode.Parse(company.Account.WriteRecords())!));
        admin.Map("POST", "/candidates/{id}/merge", """{"into":"…","announce":false} gives the applications to another person and deletes this one""", static (http, company) =>
            DoAsync<MergeWish>(http, wish => company.World.Corrections.Merge(Id(http), wish.Into, wish.Announce)));
        admin.Map("POST", "/candidates/{id}/erase", """{"datesBack":false,"announce":false} takes name, address and documents out""", static (http, company) =>
            DoAsync<EraseWish>(http, wish => company.World.Corrections.Erase(Id(http), wish.DatesBack, wish.Announce)));
        admin.Map("PUT", "/candidates/{id}/person", """{"firstName":"Ada","lastName":"Byron","email":"ada@example.com","mobile":"+1 555 0100","announce":false}""", static (http, company) =>
            DoAsync<PersonWish>(http, wish => company.World.Corrections.Name(Id(http), new SandboxPerson(wish.FirstName, wish.LastName, wish.Email, wish.Mobile), wish.Announce)));
        admin.Map("PUT", "/candidates/{id}/documents", """{"documents":[{"type":"resume","fileName":"cv.txt","text":"…","id":null,"inline":true}]}""", static (http, company) =>
            DoAsync<DocumentsWish>(http, wish => company.World.Corrections.SetDocuments(Id(http), wish.Documents, wish.Dated, wish.Announce)));
        admin.Map("POST", "/applications/{id}/move", """{"to":"…","announce":false} gives the application to another person""", static (http, company) =>
            DoAsync<MoveWish>(http, wish => company.World.Corrections.MoveApplication(Id(http), wish.To, wish.Announce)));
        admin.Map("POST", "/applications/{id}/date", """{"at":"2025-01-01T00:00:00Z"} sets the date of its last change""", static (http, company) =>
            DoAsync<DateWish>(http, wish => company.World.Corrections.SetDate(Id(http), wish.At)));
        admin.Map("DELETE", "/applications/{id}", "Deletes an application; its person stays", static (http, company) =>
        {
            company.World.Corrections.DeleteApplication(Id(http));
            return Done(http);
        });
        admin.Map("POST", "/jobs/{id}/unlist", "Takes the job out of lists; its id still finds it", static (http, company) =>
        {
            company.World.Corrections.UnlistJob(Id(http));
            return Done(http);
        });
        admin.Map("POST", "/jobs/{id}/restore", "Brings back a job that was deleted or unlisted", static (http, company) =>
        {
            company.World.Corrections.RestoreJob(Id(http));
            return Done(http);
        });
        admin.Map("DELETE", "/processes/{id}", "Deletes a process with its tasks", static (http, company) =>
        {
            company.World.Corrections.DeleteProcess(Id(http));
            return Done(http);
        });
        admin.Map("POST", "/processes/{id}/restore", "Brings back a process that was deleted", static (http, company) =>
        {
            company.World.Corrections.RestoreProcess(Id(http));
            return Done(http);
        });
    }

    private static string Id(HttpContext http) => (string)http.GetRouteValue("id")!;

    private static Task<object> Done(HttpContext http) => Task.FromResult<object>(new { id = Id(http) });

    private static async Task<object> DoAsync<T>(HttpContext http, Action<T> change)
    {
        change(PartialJson.Read<T>(await AdminMap.ReadAsync(http)));
        return await Done(http);
    }

    private sealed record MergeWish(string Into, bool Announce = false);

    private sealed record EraseWish(bool DatesBack = false, bool Announce = false);

    private sealed record PersonWish(string FirstName, string LastName, string Email, string Mobile, bool Announce = false);

    private sealed record MoveWish(string To, bool Announce = false);

    private sealed record DateWish(DateTimeOffset At);

    private sealed record DocumentsWish(IReadOnlyList<SandboxDocument> Documents, bool Dated = true, bool Announce = false);
}
