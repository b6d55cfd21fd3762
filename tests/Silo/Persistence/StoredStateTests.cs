using Jobvite.Grains.Fronts;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Sessions;
using Jobvite.Grains.Tenants;
using Jobvite.Silo.Persistence;

namespace Jobvite.Silo.Tests.Persistence;

/// <summary>
/// The files beside this test are what customers' databases hold. A change that makes one of these tests fail needs a migration, not a
/// new file: the program must go on reading the old text.
/// </summary>
public sealed class StoredStateTests
{
    private static readonly CompanyState Company = new()
    {
        OwnerTenantId = "tenant-1",
        Connected = true,
        Version = 3,
        Environment = "prod",
        AuthScheme = "headers",
        Secrets = new Dictionary<string, string> { ["api-key"] = "cHJvdGVjdGVk" },
        ServiceAccountUsername = "svc",
        JobvitePublicRsaKey = "jobvite-pem",
        OurPublicRsaKey = "our-pem",
        PluralOnboardingPaths = true,
        ReadScopeSince = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Source = new StoredSource
        {
            Environment = "prod",
            ApiKeyHash = "aGFzaC0x",
            V2Address = "https://api.jobvite.com/api/v2",
            OnboardingAddress = "https://onboarding.jobvite.com/api",
        },
        SourceKey = "cHJvdGVjdGVkLWtleQ==",
        SourceSince = new DateTimeOffset(2026, 1, 3, 3, 4, 5, TimeSpan.Zero),
        FormerSource = new StoredSource
        {
            ApiKeyHash = "aGFzaC0y",
            V2Address = "https://api.jvistg2.com/api/v2",
            OnboardingAddress = "https://api.jvistg2.com/api/v2",
        },
        DeletionOrderedAt = new DateTimeOffset(2026, 1, 4, 3, 4, 5, TimeSpan.Zero),
        Settings = StoredSyncSettings.From(new SyncSettings
        {
            SyncOnboarding = true,
            CandidateSyncLimit = 7,
            OnboardingFilters = [new OnboardingFilter("status", "in", ["active"])],
        }),
    };

    private static readonly DirectoryState Directory = new() { CompanyId = "acme", Confirmed = true };

    [Fact]
    public void A_companys_state_is_read_as_it_was_written()
    {
        Assert.Equivalent(Company, Read<CompanyState>("company.json"), strict: true);
        Assert.Equal(Golden("company.json"), new GrainStateSerializer().Serialize(Company).ToString());
    }

    [Fact]
    public void Filters_with_several_values_are_read_as_they_were_written_and_add_nothing_where_there_are_none()
    {
        var settings = Company.Settings with { JobFilters = new() { ["jobStatus"] = "Open" }, RepeatedJobFilters = new() { ["jobStatus"] = ["Open", "Filled"] } };
        var text = new GrainStateSerializer().Serialize(Company with { Settings = settings }).ToString();
        Assert.Contains("""
            "jobFilters":{"jobStatus":"Open"},"candidateFilters":{},"repeatedJobFilters":{"jobStatus":["Open","Filled"]},"onboardingFilters"
            """, text, StringComparison.Ordinal);
        var read = new GrainStateSerializer().Deserialize<CompanyState>(BinaryData.FromString(text)).Settings.ToSettings();
        Assert.Equal(["Open", "Filled"], read.RepeatedJobFilters["jobStatus"]);
        Assert.Empty(read.RepeatedCandidateFilters);
    }

    [Fact]
    public void A_companys_state_of_before_sources_were_told_apart_is_read()
    {
        var before = Company with { Source = null, SourceKey = null, SourceSince = null, FormerSource = null, DeletionOrderedAt = null };
        Assert.Equivalent(before, Read<CompanyState>("company-before-sources.json"), strict: true);
    }

    [Fact]
    public void A_directorys_state_is_read_as_it_was_written()
    {
        Assert.Equal(Directory, Read<DirectoryState>("directory.json"));
        Assert.Equal(Golden("directory.json"), new GrainStateSerializer().Serialize(Directory).ToString());
    }

    [Fact]
    public void The_front_ends_keys_are_read_as_they_were_written()
    {
        var keys = new FrontKeyRingState { Version = 2, Keys = ["cHJvdGVjdGVk", "dG9v"] };
        Assert.Equivalent(keys, Read<FrontKeyRingState>("front-keys.json"), strict: true);
        Assert.Equal(Golden("front-keys.json"), new GrainStateSerializer().Serialize(keys).ToString());
    }

    [Fact]
    public void Sessions_are_read_as_they_were_written()
    {
        var (id, start) = (Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"), new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        var sessions = new PersonSessionsState { Sessions = [new() { Id = id, StartedAt = start, EndsAt = start.AddHours(12), GoodUntil = start.AddMinutes(5), Details = "cHJvdGVjdGVk" }] };
        Assert.Equivalent(sessions, Read<PersonSessionsState>("person-sessions.json"), strict: true);
        Assert.Equal(Golden("person-sessions.json"), new GrainStateSerializer().Serialize(sessions).ToString());

        var index = new SessionIndexState { Sessions = [new() { Name = "ab12", PersonKey = "person:cd34", Id = id, EndsAt = start.AddHours(12) }] };
        Assert.Equivalent(index, Read<SessionIndexState>("session-index.json"), strict: true);
        Assert.Equal(Golden("session-index.json"), new GrainStateSerializer().Serialize(index).ToString());
    }

    [Fact]
    public void A_state_that_lacks_what_was_added_later_keeps_the_initial_values()
    {
        var state = new GrainStateSerializer().Deserialize<CompanyState>(BinaryData.FromString("""{"ownerTenantId":"t","connected":true}"""));
        Assert.Equal(("t", true, "stage", 60), (state.OwnerTenantId, state.Connected, state.Environment, state.Settings.IntervalMinutes));
    }

    private static T Read<T>(string file) => new GrainStateSerializer().Deserialize<T>(BinaryData.FromString(Golden(file)));

    private static string Golden(string file) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Persistence", "Golden", file)).TrimEnd();
}
