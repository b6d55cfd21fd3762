namespace Jobvite.Sandbox;

/// <summary>The admin API. It asks for no credentials: the sandbox holds invented people only, and listens on loopback unless told otherwise.</summary>
internal static class AdminRoutes
{
    public static void MapAdmin(this IEndpointRouteBuilder app, SandboxCompany company)
    {
        var admin = new AdminMap(app);
        admin.Map("GET", "", "This list", static _ => Task.FromResult<object>(new { }));
        admin.Map("GET", "/state", "Counts of records, requests and webhooks, and every setting", _ => Task.FromResult(AdminState.Of(company)));
        admin.Map("GET", "/credentials", "What a customer needs to connect", _ => Task.FromResult<object>(company.Keys.Credentials));
        admin.Map("POST", "/requests/reset", "Start counting requests from 0", _ =>
        {
            company.Requests.Reset();
            return Task.FromResult<object>(company.Requests.Counts());
        });
        MapSettings(admin, company);
        MapFaults(admin, company);
        admin.MapWorld(company);
        admin.MapWebhooks(company);
        admin.Describe();
    }

    private static void MapSettings(AdminMap admin, SandboxCompany company)
    {
        admin.Map("PATCH", "/quirks", """{"total":"alwaysZero","startBase":1}""", async http =>
        {
            var changed = PartialJson.Merge(company.Quirks, await AdminMap.ReadAsync(http));
            changed.Validate();
            return company.Quirks = changed;
        });
        admin.Map("PATCH", "/permissions", """{"candidate":false}""", async http =>
            company.Permissions = PartialJson.Merge(company.Permissions, await AdminMap.ReadAsync(http)));
        admin.Map("PATCH", "/limits", """{"requestsPerMinute":15,"sendRetryAfter":false}""", async http =>
        {
            var changed = PartialJson.Merge(company.Limits, await AdminMap.ReadAsync(http));
            changed.Validate();
            return company.Limits = changed;
        });
        admin.Map("PUT", "/latency", """{"milliseconds":250}""", async http =>
        {
            var wish = PartialJson.Read<LatencyWish>(await AdminMap.ReadAsync(http));
            SandboxOptions.InRange(wish.Milliseconds, 0, 3_600_000, "milliseconds");
            company.Latency = TimeSpan.FromMilliseconds(wish.Milliseconds);
            return wish;
        });
        admin.Map("PUT", "/tenant-key", """{"pem":"-----BEGIN PUBLIC KEY-----…"}""", async http =>
        {
            company.Keys.Register(PartialJson.Read<KeyWish>(await AdminMap.ReadAsync(http)).Pem);
            return new { registered = true };
        });
    }

    private static void MapFaults(AdminMap admin, SandboxCompany company)
    {
        admin.Map("GET", "/faults", "The faults that wait for requests", _ => Task.FromResult<object>(company.Faults.Active));
        admin.Map("POST", "/faults", """{"kind":"status","endpoint":"candidate","times":2,"statusCode":503}""", async http =>
        {
            company.Faults.Add(PartialJson.Read<SandboxFault>(await AdminMap.ReadAsync(http)));
            return company.Faults.Active;
        });
        admin.Map("DELETE", "/faults", "Clear all of them", _ =>
        {
            company.Faults.Clear();
            return Task.FromResult<object>(company.Faults.Active);
        });
    }

    private sealed record LatencyWish(double Milliseconds);

    private sealed record KeyWish(string Pem);
}
