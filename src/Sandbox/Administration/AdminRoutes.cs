namespace Jobvite.Sandbox;

/// <summary>The admin API. It asks for no credentials: the sandbox holds invented people only, and listens on loopback unless told otherwise.</summary>
internal static class AdminRoutes
{
    public static void MapAdmin(this IEndpointRouteBuilder app, CompanyDirectory companies)
    {
        var admin = new AdminMap(app, companies);
        admin.MapCompanies(companies);
        admin.Map("GET", "/state", "Counts of records, requests and webhooks, and every setting", static (_, company) => Task.FromResult(AdminState.Of(company)));
        admin.Map("GET", "/credentials", "What a customer needs to connect", static (_, company) => Task.FromResult<object>(company.Keys.Credentials));
        admin.Map("POST", "/requests/reset", "Start counting requests from 0", static (_, company) =>
        {
            company.Requests.Reset();
            return Task.FromResult<object>(company.Requests.Counts());
        });
        MapSettings(admin);
        MapFaults(admin);
        admin.MapWorld();
        admin.MapCorrections();
        admin.MapWebhooks();
        admin.Describe();
    }

    private static void MapSettings(AdminMap admin)
    {
        admin.Map("PATCH", "/quirks", """{"total":"alwaysZero","startBase":1}""", static async (http, company) =>
        {
            var changed = PartialJson.Merge(company.Quirks, await AdminMap.ReadAsync(http));
            changed.Validate();
            return company.Quirks = changed;
        });
        admin.Map("PATCH", "/permissions", """{"candidate":false}""", static async (http, company) =>
            company.Permissions = PartialJson.Merge(company.Permissions, await AdminMap.ReadAsync(http)));
        admin.Map("PATCH", "/limits", """{"requestsPerMinute":15,"sendRetryAfter":false}""", static async (http, company) =>
        {
            var changed = PartialJson.Merge(company.Limits, await AdminMap.ReadAsync(http));
            changed.Validate();
            return company.Limits = changed;
        });
        admin.Map("PUT", "/latency", """{"milliseconds":250}""", static async (http, company) =>
        {
            var wish = PartialJson.Read<LatencyWish>(await AdminMap.ReadAsync(http));
            SandboxOptions.InRange(wish.Milliseconds, 0, 3_600_000, "milliseconds");
            company.Latency = TimeSpan.FromMilliseconds(wish.Milliseconds);
            return wish;
        });
        admin.Map("PUT", "/tenant-key", """{"pem":"-----BEGIN PUBLIC KEY-----…"}""", static async (http, company) =>
        {
            company.Keys.Register(PartialJson.Read<KeyWish>(await AdminMap.ReadAsync(http)).Pem);
            return new { registered = true };
        });
    }

    private static void MapFaults(AdminMap admin)
    {
        admin.Map("GET", "/faults", "The faults that wait for requests", static (_, company) => Task.FromResult<object>(company.Faults.Active));
        admin.Map("POST", "/faults", """{"kind":"status","endpoint":"candidate","times":2,"statusCode":503}""", static async (http, company) =>
        {
            company.Faults.Add(PartialJson.Read<SandboxFault>(await AdminMap.ReadAsync(http)));
            return company.Faults.Active;
        });
        admin.Map("DELETE", "/faults", "Clear all of them", static (_, company) =>
        {
            company.Faults.Clear();
            return Task.FromResult<object>(company.Faults.Active);
        });
    }

    private sealed record LatencyWish(double Milliseconds);

    private sealed record KeyWish(string Pem);
}
