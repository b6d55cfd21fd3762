using System.Collections.Immutable;
using System.Globalization;

namespace Jobvite.Sandbox;

/// <summary>All switches of the command line.</summary>
internal static class SwitchTable
{
    private static readonly SandboxOptions Usual = new();

    public static IReadOnlyList<Switch> All { get; } =
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
        new("--fault", "NAME=VALUE,…", "for example kind=status,statusCode=503,endpoint=job,times=3; repeatable", static (invocation, value) =>
            invocation with { Faults = invocation.Faults.Add(PartialJson.Read<SandboxFault>(PartialJson.FromPairs(value))) }),
        Option("--changes-per-minute", "N", "records that change by themselves (0)", static (o, v) => o with { ChangesPerMinute = Number(v) }),
        Option("--webhook-candidate", "URL", "where webhooks about candidates go, with {companyId} for the id (nowhere)", static (o, v) =>
            o with { WebhookTargets = o.WebhookTargets with { Candidate = Http(v) } }),
        Option("--webhook-job", "URL", "where webhooks about jobs go (nowhere)", static (o, v) => o with { WebhookTargets = o.WebhookTargets with { Job = Http(v) } }),
        Option("--webhook-onboarding", "URL", "where webhooks about onboarding go (nowhere)", static (o, v) => o with { WebhookTargets = o.WebhookTargets with { Onboarding = Http(v) } }),
        new("--help", null, "this text", static (invocation, _) => invocation with { ShowHelp = true }),
    ];

    private static Switch Option(string name, string? value, string help, Func<SandboxOptions, string, SandboxOptions> set) =>
        new(name, value, help, (invocation, text) => invocation with { Options = set(invocation.Options, text) });

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

/// <summary>One command-line switch; <c>Value</c> is null for those that take none.</summary>
internal sealed record Switch(string Name, string? Value, string Help, Func<Invocation, string, Invocation> Apply);

/// <summary>What the command line asked for.</summary>
internal sealed record Invocation
{
    public SandboxOptions Options { get; init; } = new() { Urls = "http://127.0.0.1:5090" };

    public ImmutableArray<SandboxFault> Faults { get; init; } = [];

    public bool ShowHelp { get; init; }
}
