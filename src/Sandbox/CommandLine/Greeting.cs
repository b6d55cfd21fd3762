using System.Globalization;

namespace Jobvite.Sandbox;

/// <summary>What the program says once it listens: everything that is needed to connect, ready to be copied.</summary>
internal static class Greeting
{
    public static string Of(SandboxServer server)
    {
        var credentials = server.Credentials;
        var root = server.BaseAddress.AbsoluteUri.TrimEnd('/');
        var world = server.World;
        var candidate = world.CandidateIds is [var first, ..] ? first : "ID";
        return string.Create(CultureInfo.InvariantCulture, $$"""
            A stand-in for Jobvite is listening. Its people are invented; its secrets are for nothing else.

              {{world.JobCount}} jobs, {{world.CandidateCount}} candidates with {{world.ApplicationCount}} applications, {{world.ProcessCount}} onboarding processes with {{world.TaskCount}} tasks

              v2 base URL            {{server.V2BaseUrl}}
              onboarding base URL    {{server.OnboardingBaseUrl}}
              company id             {{credentials.CompanyId}}
              API key                {{credentials.ApiKey}}
              API secret             {{credentials.ApiSecret}}
              webhook signing key    {{credentials.WebhookSigningKey}}
              service account        {{credentials.ServiceAccountUsername}} / {{credentials.ServiceAccountPassword}}

            {{credentials.JobvitePublicKeyPem}}

            Try:
              curl -H 'x-jvi-api: {{credentials.ApiKey}}' -H 'x-jvi-sc: {{credentials.ApiSecret}}' '{{root}}/api/v2/candidate?start=0&count=1'
              curl {{root}}/admin
              curl {{root}}/admin/state
              curl -d '{"kind":"status","statusCode":503,"times":2}' {{root}}/admin/faults
              curl -d '{"stage":"Interview"}' {{root}}/admin/candidates/{{candidate}}/stage
              curl -d '{"share":0.1}' {{root}}/admin/changes

            Ctrl-C stops it.
            """);
    }
}
