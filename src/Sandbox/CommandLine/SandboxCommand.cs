using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Jobvite.Sandbox;

/// <summary>The sandbox's command line.</summary>
internal static class SandboxCommand
{
    private static readonly SandboxOptions Usual = new();

    private static readonly IReadOnlyList<Switch> Switches =
    [
        Option("--jobs", "N", $"requisitions ({Usual.Jobs})", static (o, v) => o with { Jobs = Whole(v) }),
        Option("--candidates", "N", $"people ({Usual.Candidates})", static (o, v) => o with { Candidates = Whole(v) }),
        Option("--processes", "N", $"onboarding processes ({Usual.Processes})", static (o, v) => o with { Processes = Whole(v) }),
        Option("--seed", "N", $"same seed and sizes, same records ({Usual.Seed})", static (o, v) => o with { Seed = Whole(v) }),
        Option("--second-applications", "SHARE", "share of the people who applied twice (0.1)", static (o, v) => o with { SecondApplicationShare = Number(v) }),
        Option("--documents", "SHARE", "share of the people with documents (0.2)", static (o, v) => o with { DocumentShare = Number(v) }),
        Option("--port", "N", "port on 127.0.0.1, 0 for a free one (5090)", static (o, v) => o with { Urls = $"http://127.0.0.1:{Port(v)}" }),
        Option("--urls", "URL", "listen elsewhere, for example http://0.0.0.0:5090", static (o, v) => o with { Urls = Http(v).AbsoluteUri }),
        Option("--company", "ID", "company id (sandbox)", static (o, v) => o with { CompanyId = v }),
        Option("--companies", "N", "how many companies to play; the others are like the first, with ids ID-2, ID-3 … (1)", static (o, v) => o with { Companies = Whole(v) }),
        Option("--api-key", "TEXT", "API key (derived from the seed, as are the next three)", static (o, v) => o with { ApiKey = v }),
        Option("--api-secret", "TEXT", "API secret, for signed and for plain headers", static (o, v) => o with { ApiSecret = v }),
        Option("--signing-key", "TEXT", "key of the webhooks' signatures", static (o, v) => o with { WebhookSigningKey = v }),
        Option("--service-password", "TEXT", "password of the onboarding service account", static (o, v) => o with { ServiceAccountPassword = v }),
        Option("--private-key", "FILE", "the sandbox's own RSA key, PEM (a new one)", static (o, v) => o with { RsaPrivateKeyPem = Text(v) }),
        Option("--tenant-key", "FILE", "the tenant's RSA public key, PEM (none)", static (o, v) => o with { TenantPublicKeyPem = Text(v) }),
        Option("--latency", "MS", "wait before each answer (0)", static (o, v) => o with { Latency = TimeSpan.FromMilliseconds(Number(v)) }),
        Option("--per-minute", "N", "requests a minute before 429 (no limit, as for the next three)", static (o, v) => o with { Limits = o.Limits with { RequestsPerMinute = Whole(v) } }),
        Option("--per-hour", "N", "requests an hour", static (o, v) => o with { Limits = o.Limits with { RequestsPerHour = Whole(v) } }),
        Option("--candidates-per-day", "N", "candidate requests a Pacific day", static (o, v) => o with { Limits = o.Limits with { CandidateRequestsPerDay = Whole(v) } }),
        Option("--requisitions-per-day", "N", "job requests a Pacific day", static (o, v) => o with { Limits = o.Limits with { RequisitionRequestsPerDay = Whole(v) } }),
        Option("--no-retry-after", null, "429 without saying how long to wait", static (o, _) => o with { Limits = o.Limits with { SendRetryAfter = false } }),
        Option("--deny", "ENDPOINT", "refuse job, candidate or onboarding with 401; repeatable", Deny),
        Option("--quirk", "NAME=VALUE", "a habit, for example startBase=1 or notFound=http404; repeatable", static (o, v) =>
            o with { Quirks = PartialJson.Merge(o.Quirks, PartialJson.FromPairs(v)) }),
        Switch.Of("--fault", "NAME=VALUE,…", "for example kind=status,statusCode=503,endpoint=job,times=3; repeatable", static (invocation, value) =>
            invocation with { Faults = invocation.Faults.Add(PartialJson.Read<SandboxFault>(PartialJson.FromPairs(value))) }),
        Option("--changes-per-minute", "N", "records that change by themselves (0)", static (o, v) => o with { ChangesPerMinute = Number(v) }),
        Option("--webhook-candidate", "URL", "where webhooks about candidates go, with {companyId} for the id (nowhere)", static (o, v) =>
            o with { WebhookTargets = o.WebhookTargets with { Candidate = Http(v) } }),
        Option("--webhook-job", "URL", "where webhooks about jobs go (nowhere)", static (o, v) => o with { WebhookTargets = o.WebhookTargets with { Job = Http(v) } }),
        Option("--webhook-onboarding", "URL", "where webhooks about onboarding go (nowhere)", static (o, v) => o with { WebhookTargets = o.WebhookTargets with { Onboarding = Http(v) } }),
    ];

    /// <summary>The command with all its switches.</summary>
    /// <param name="run">Gets what was asked for and returns the exit code.</param>
    public static RootCommand Make(Func<Invocation, Task<int>> run)
    {
        var command = new RootCommand("""
            A stand-in for Jobvite: v2 API, onboarding API, webhooks, and an admin API under /admin.

              dotnet run --project src/Sandbox -- --jobs 500 --candidates 20000
            """);
        foreach (var each in Switches)
        {
            command.Options.Add(each.Option);
        }

        command.Validators.Add(static result =>
        {
            try
            {
                Read(result);
            }
            catch (ArgumentException problem)
            {
                result.AddError(problem.Message);
            }
        });
        command.SetAction(parsed => run(Read(parsed.CommandResult)));
        return command;
    }

    /// <exception cref="ArgumentException">A value cannot be used; the message names it.</exception>
    private static Invocation Read(CommandResult result)
    {
        var invocation = new Invocation();
        foreach (var each in Switches)
        {
            try
            {
                invocation = each.Read(result.GetResult(each.Option), invocation);
            }
            catch (ArgumentException problem)
            {
                throw new ArgumentException($"{each.Option.Name}: {problem.Message}", problem);
            }
        }

        invocation.Options.Validate();
        foreach (var fault in invocation.Faults)
        {
            fault.Validate();
        }

        return invocation;
    }

    private static Switch Option(string name, string? value, string help, Func<SandboxOptions, string, SandboxOptions> set) =>
        Switch.Of(name, value, help, (invocation, text) => invocation with { Options = set(invocation.Options, text) });

    private static int Whole(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new ArgumentException($"'{text}' is not a whole number.");

    private static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number) && Math.Abs(number) < 1e9
            ? number
            : throw new ArgumentException($"'{text}' is not a number.");

    private static int Port(string text)
    {
        var port = Whole(text);
        SandboxOptions.InRange(port, 0, 65_535, "The port");
        return port;
    }

    private static Uri Http(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == "http" || url.Scheme == "https")
        ? url
        : throw new ArgumentException($"'{text}' is not an http URL.");

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"The file '{path}' cannot be read: {problem.Message}", problem);
        }
    }

    private static SandboxOptions Deny(SandboxOptions options, string endpoint) => endpoint switch
    {
        "job" => options with { Permissions = options.Permissions with { Job = false } },
        "candidate" => options with { Permissions = options.Permissions with { Candidate = false } },
        "onboarding" => options with { Permissions = options.Permissions with { Onboarding = false } },
        _ => throw new ArgumentException($"'{endpoint}' is none of job, candidate, onboarding."),
    };
}

/// <summary>A switch and what it does to the invocation, once for each time that it is given.</summary>
internal sealed record Switch(Option<string[]> Option, Func<Invocation, string, Invocation> Apply)
{
    /// <param name="name">With its dashes.</param>
    /// <param name="value">What the help calls its value; null when it takes none.</param>
    /// <param name="help">One line.</param>
    /// <param name="apply">Gets the value, or "" when there is none.</param>
    public static Switch Of(string name, string? value, string help, Func<Invocation, string, Invocation> apply) => new(
        new(name) { HelpName = value, Description = help, Arity = value is null ? ArgumentArity.Zero : ArgumentArity.OneOrMore }, apply);

    public Invocation Read(OptionResult? given, Invocation invocation) =>
        given is null or { Implicit: true } ? invocation
        : Option.HelpName is null ? Apply(invocation, "")
        : given.Tokens.Aggregate(invocation, (read, token) => Apply(read, token.Value));
}

/// <summary>What the command line asked for.</summary>
internal sealed record Invocation
{
    public SandboxOptions Options { get; init; } = new() { Urls = "http://127.0.0.1:5090" };

    public ImmutableArray<SandboxFault> Faults { get; init; } = [];
}
