using Jobvite.Benchmarks.Processes;

namespace Jobvite.Benchmarks.Workbenches;

/// <summary>Starts the real programs.</summary>
internal static class Programs
{
    /// <summary>The setting that names the service's address; without it, a free port is taken.</summary>
    public const string Urls = "ASPNETCORE_URLS";

    private const string TokenKey = "zk2Vt8qL5xW9rB3nG7mJ1pD6sF4hC0aY2uE8iO5wQ9vT3kR7";

    /// <summary>Silo and front end in one process, on its way up.</summary>
    /// <param name="database">A connection string; null for SQLite in the directory.</param>
    /// <param name="directory">Its data directory.</param>
    /// <param name="standIn">Takes the place of Jobvite.</param>
    /// <param name="settings">More variables.</param>
    public static Service LaunchStandalone(string? database, string directory, StandIn standIn, params (string Name, string Value)[] settings) =>
        LaunchStandalone("Jobvite.Standalone", database, directory, standIn, settings);

    /// <inheritdoc cref="LaunchStandalone(string?, string, StandIn, ValueTuple{string, string}[])"/>
    /// <param name="program">See <see cref="Child.Start"/>.</param>
    public static Service LaunchStandalone(string program, string? database, string directory, StandIn standIn, params (string Name, string Value)[] settings)
    {
        var variables = Variables(database, standIn, settings);
        if (!variables.TryGetValue(Urls, out var address))
        {
            variables[Urls] = address = $"http://127.0.0.1:{FreePort.Next()}";
        }

        variables["JOBVITE_DATA_DIR"] = directory;
        return new Service([Child.Start(program, variables)], new Uri(address), TokenKey);
    }

    /// <summary>A silo and a front end as two processes.</summary>
    public static Task<Service> StartSplit(string database, StandIn standIn, params (string Name, string Value)[] settings) => StartCluster(1, database, standIn, settings);

    /// <summary>Silos and a front end, each a process; the front end is the last.</summary>
    public static async Task<Service> StartCluster(int silos, string database, StandIn standIn, params (string Name, string Value)[] settings)
    {
        List<Child> processes = [];
        for (var number = 0; number < silos; number++)
        {
            processes.Add(await StartSilo(database, standIn, settings));
        }

        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var front = Variables(database, standIn, settings);
        front[Urls] = address.AbsoluteUri;
        var service = new Service([.. processes, Child.Start("Jobvite.WebFrontend", front)], address, TokenKey);
        await service.WaitUntilReady();
        return service;
    }

    private static async Task<Child> StartSilo(string database, StandIn standIn, (string Name, string Value)[] settings)
    {
        var silo = Variables(database, standIn, settings);
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        silo[Urls] = address.AbsoluteUri;
        silo["Orleans__AdvertisedAddress"] = "127.0.0.1";
        silo["Orleans__AllowPlainText"] = "true";
        silo["Orleans__SiloPort"] = $"{FreePort.Next()}";
        silo["Orleans__GatewayPort"] = $"{FreePort.Next()}";
        var process = Child.Start("Jobvite.Silo", silo);
        using var http = new HttpClient { BaseAddress = address };
        await Patience.Until(async () => (await http.GetAsync(new Uri("/health/ready", UriKind.Relative))).IsSuccessStatusCode, process);
        return process;
    }

    private static Dictionary<string, string> Variables(string? database, StandIn standIn, (string Name, string Value)[] settings)
    {
        var api = new Uri(standIn.Address, "/api/v2").AbsoluteUri;
        Dictionary<string, string> variables = new()
        {
            ["JWT_SECRET_KEY"] = TokenKey,
            ["JOBVITE_ENCRYPTION_KEY"] = Convert.ToBase64String(new byte[32]),
            ["JOBVITE_V2_BASE_URL_STAGE"] = api,
            ["JOBVITE_ONBOARDING_BASE_URL_STAGE"] = api,
            ["Frontend__RequestsPerSecond"] = "1000000",
            ["Frontend__RequestBurst"] = "1000000",
        };
        if (database is not null)
        {
            variables["ConnectionStrings__Jobvite"] = database;
        }

        foreach (var (name, value) in settings)
        {
            variables[name] = value;
        }

        return variables;
    }
}
