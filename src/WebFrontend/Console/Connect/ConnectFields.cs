using System.Globalization;
using System.Text.Json;
using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Layout;

namespace Jobvite.WebFrontend.Console.Connect;

/// <summary>
/// The fields of the connection form, named as in the REST contract. What is read from them goes through the API's own
/// <see cref="ConfigureRequest"/>, so that both refuse the same things in the same words.
/// </summary>
internal sealed class ConnectFields(Visit visit, CompanyConfiguration? stored)
{
    public const string FormName = "connection";

    /// <summary>Kept as stored, replaced by what was typed, or taken away.</summary>
    public const string Keep = "keep", Replace = "replace", Clear = "clear";

    private bool IsPosted => visit.Posted("_handler") == FormName;

    /// <summary>What to show in a field that holds no secret: what was typed, else what is stored.</summary>
    public string Text(string field, string? ofStored) => (IsPosted ? visit.Posted(field) : ofStored) ?? "";

    public bool Ticked(string field, bool ofStored) => IsPosted ? visit.Posted(field) is not null : ofStored;

    /// <summary>What the form says; <paramref name="errors"/> takes what is wrong with it as far as the form alone shows it.</summary>
    public ConfigureCompany Read(InputErrors errors)
    {
        if (stored is null && Given("companyId") is null && visit.Http.User.FindAll(TenantAccess.CompanyClaim).Take(2).Count() != 1)
        {
            errors.Add("companyId", "is required. It comes with the key.");
        }

        var request = new ConfigureRequest
        {
            CompanyId = stored?.CompanyId ?? Given("companyId"),
            Environment = Given("environment"),
            AuthScheme = Given("authScheme"),
            ApiKey = Secret("apiKey"),
            ApiSecret = Secret("apiSecret"),
            WebhookSigningKey = Secret("webhookSigningKey"),
            ServiceAccountUsername = Secret("serviceAccount") is "" ? "" : Given("serviceAccountUsername"),
            ServiceAccountPassword = Secret("serviceAccount") is "" ? "" : Given("serviceAccountPassword"),
            JobvitePublicRsaKey = Given("jobvitePublicRsaKey") ?? (stored?.JobvitePublicRsaKey is null ? null : ""),
            OurPublicRsaKey = Given("ourPublicRsaKey"),
            OurPrivateRsaKey = Given("ourPrivateRsaKey"),
            PluralOnboardingPaths = Ticked("pluralOnboardingPaths", false),
            SyncConfig = new()
            {
                SyncJobs = Ticked("syncConfig.syncJobs", false),
                SyncCandidates = Ticked("syncConfig.syncCandidates", false),
                SyncOnboarding = Ticked("syncConfig.syncOnboarding", false),
                SyncTasks = Ticked("syncConfig.syncTasks", false),
                SyncDocuments = Ticked("syncConfig.syncDocuments", false),
                StoreEeoData = Ticked("syncConfig.storeEeoData", false),
                IntervalMinutes = Number("syncConfig.intervalMinutes", errors),
                FullSyncHours = Number("syncConfig.fullSyncHours", errors),
                CandidateSyncLimit = Number("syncConfig.candidateSyncLimit", errors),
                DeletedRecordsDays = Number("syncConfig.deletedRecordsDays", errors),
                ExcludedFields = [.. ExcludedGroups.All.Select(group => group.Name).Where(name => Ticked(ExcludedGroups.BoxOf(name), false)), .. ExcludedGroups.Read(Given(ExcludedGroups.Field))],
                JobFilters = LinesOrJson("syncConfig.jobFilters", errors),
                CandidateFilters = LinesOrJson("syncConfig.candidateFilters", errors),
                OnboardingFilters = Filters("syncConfig.onboardingFilters", errors),
            },
        };
        return request.Read(errors) with { ExpectedVersion = int.TryParse(Given(SettingsSeen.VersionField), NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : SettingsSeen.Nothing };
    }

    /// <summary>Filters as they are typed: JSON, as in the API; empty when there are none.</summary>
    public static string Shown(object filters) => JsonSerializer.Serialize(filters, JsonSerializerOptions.Web) is var text && text == "{}" ? "" : text;

    /// <summary>Pasting brings blanks and line ends along; none of these values begins or ends with one.</summary>
    private string? Given(string field) => visit.Posted(field)?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>Where a secret is stored the form says what to do with it; a form that does not is not guessed at.</summary>
    private string? Secret(string field) => visit.Posted($"{field}.choice") is null ? Given(field) : visit.Choice($"{field}.choice", Keep, Replace, Clear) switch
    {
        Keep => null,
        Clear => "",
        _ => Given(field),
    };

    private int? Number(string field, InputErrors errors) => Given(field) is null ? null : QueryText.Number(Given(field), 1, int.MaxValue, field, errors);

    /// <summary>One <c>name=value</c> a line; JSON, as the API has it, is taken too.</summary>
    private Dictionary<string, JsonElement> LinesOrJson(string field, InputErrors errors)
    {
        if (Given(field) is not { } text || text.StartsWith('{'))
        {
            return Filters(field, errors);
        }

        if (SyncFilters.ReadLines(text) is { } filters)
        {
            return filters;
        }

        errors.Add(field, "must have one name=value a line, such as department=Sales.");
        return [];
    }

    private Dictionary<string, JsonElement> Filters(string field, InputErrors errors)
    {
        try
        {
            return Given(field) is { } text ? JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(text) ?? [] : [];
        }
        catch (JsonException)
        {
            errors.Add(field, "must be a JSON object, such as {\"department\": \"Sales\"}.");
            return [];
        }
    }
}
