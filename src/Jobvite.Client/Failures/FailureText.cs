namespace Jobvite.Client;

/// <summary>Writes failures so that the person who reads them knows what happened and what to do. The one place with their wording.</summary>
internal readonly record struct FailureText(JobviteEndpoint Endpoint, JobviteConnection Connection, int? Status, TimeSpan? RetryAfter)
{
    private string Name => Endpoint switch
    {
        JobviteEndpoint.Job => "job",
        JobviteEndpoint.Candidate => "candidate",
        _ => "onboarding",
    };

    private string Host => Endpoint == JobviteEndpoint.Onboarding ? Connection.OnboardingBaseUrl.Authority : Connection.V2BaseUrl.Authority;

    public JobviteFailure Of(FailureKind kind, string words, int? code = null, string? because = null)
    {
        var quote = StatusWords.Quote(words, Connection);
        var status = code ?? Status;
        return kind switch
        {
            FailureKind.Unauthorized => Make(kind, $"Jobvite {because ?? "refused the credentials"} at the {Name} endpoint.{quote}", Credentials()),
            FailureKind.NotFound => Make(kind, $"Jobvite has no such record at the {Name} endpoint.{quote}", "Check the id, and whether the record was deleted in Jobvite."),
            FailureKind.Throttled => Make(
                kind,
                $"Jobvite refused the request to the {Name} endpoint because there were too many.{quote}",
                "Nothing needs doing: the service waits and goes on. If it happens often, lower the request budget."),
            FailureKind.Unavailable => Make(
                kind,
                $"Jobvite's {Name} endpoint {because ?? $"reported trouble of its own (status {status})"}.{quote}",
                $"Try again later. If it stays, check that {Host} can be reached from this server and Jobvite's status page."),
            FailureKind.WrongPlace => WrongPlace("a note that there is no such address", quote),
            FailureKind.Malformed => Malformed(because ?? "something unexpected"),
            _ => Make(kind, $"Jobvite rejected the request to the {Name} endpoint{(status is >= 400 ? $" (status {status})" : string.Empty)}.{quote}", Rejection()),
        };
    }

    public JobviteFailure Malformed(string what, string? whatToDo = null) => Make(
        FailureKind.Malformed,
        $"Jobvite's {Name} endpoint answered with {what}.",
        whatToDo ?? "Try again later. If it stays, check the base URL, and report it to Jobvite's support with the time of the request.");

    public JobviteFailure WrongPlace(string what, string quote = "") => Make(
        FailureKind.WrongPlace,
        $"The {Name} request did not reach Jobvite's API: {Host} answered with {what}.{quote}",
        $"Check the base URL for {Name} requests (for example https://api.jobvite.com/api/v2, with /api) and the environment, then the credentials.");

    public JobviteFailure Refused(string problem, string whatToDo) => Make(FailureKind.Rejected, problem, whatToDo);

    public JobviteFailure BadCredentials(string problem) => Make(FailureKind.Unauthorized, problem, "Paste the credentials again, without spaces or line breaks.");

    private string Credentials() => Endpoint == JobviteEndpoint.Onboarding && Connection.ServiceAccount is not null
        ? "Check the service account's user name and password, and that it may use the onboarding API."
        : $"Check the API key, secret, environment and header scheme ({(Connection.AuthScheme == AuthScheme.Hmac ? "hmac" : "plain headers")}), and ask Jobvite whether this key is allowed on the {Name} endpoint.";

    private string Rejection() => Endpoint == JobviteEndpoint.Onboarding
        ? "Check the onboarding filters and that the Jobvite public RSA key configured here is the one Jobvite gave you."
        : "Check the filters in the settings; the request will not be accepted as it is.";

    private JobviteFailure Make(FailureKind kind, string message, string whatToDo) => new(kind, Endpoint, message, whatToDo, Status, RetryAfter);
}
