using Jobvite.Silo.Import;

namespace Jobvite.Silo.Tests.Import;

public sealed class SyncConfigTests
{
    [Theory]
    [InlineData("""{"syncJobs": false, "fullSyncHours": 48, "candidateSyncLimit": null, "jobFilters": {"jobStatus": ["Open", "Filled"], "limit": 3}}""")]
    [InlineData("""{"sync_jobs": false, "full_sync_hours": 48, "candidate_sync_limit": null, "job_filters": {"jobStatus": ["Open", "Filled"], "limit": 3}}""")]
    [InlineData("""
        "{\"sync_jobs\": false, \"fullSyncHours\": 48, \"candidateSyncLimit\": null, \"jobFilters\": {\"jobStatus\": [\"Open\", \"Filled\"], \"limit\": 3}}"
        """)]
    public void Names_are_taken_in_camel_case_and_in_snake_case(string text)
    {
        var config = SyncConfig.Of(text);

        Assert.Empty(config.Problems);
        Assert.Empty(config.Ignored);
        Assert.Equal((false, 48, true, null), (config.Patch.SyncJobs, config.Patch.FullSyncHours, config.Patch.CandidateSyncLimitGiven, config.Patch.CandidateSyncLimit));
        Assert.Equal(("Open", "3"), (config.Patch.JobFilters!["jobStatus"], config.Patch.JobFilters["limit"]));
        Assert.Equal(["Open", "Filled"], Assert.Single(config.Patch.RepeatedJobFilters!).Value);
        Assert.Null(config.Patch.SyncCandidates);
    }

    [Fact]
    public void Conditions_on_onboarding_are_values_or_operators()
    {
        var config = SyncConfig.Of("""{"onboardingFilters": {"status": "active", "hireDate": {"gte": "2026-01-01", "lt": "2027-01-01"}, "kind": {"in": [1, 2]}}}""");

        Assert.Empty(config.Problems);
        Assert.Equal(
            ["status eq active", "hireDate gte 2026-01-01", "hireDate lt 2027-01-01", "kind in 1,2"],
            config.Patch.OnboardingFilters!.Value.Select(filter => $"{filter.Field} {filter.Operator} {string.Join(',', filter.Values)}"));
    }

    [Fact]
    public void Names_that_are_not_known_are_listed()
    {
        var config = SyncConfig.Of("""{"webhookRetries": 3, "syncJobs": true, "notify_email": "ann@example.com"}""");

        Assert.Empty(config.Problems);
        Assert.Equal(["webhookRetries", "notify_email"], config.Ignored);
    }

    [Theory]
    [InlineData("{\"syncJobs\": tru", "no valid JSON")]
    [InlineData("[1]", "no JSON object")]
    [InlineData("{\"syncJobs\": \"yes\"}", "syncJobs must be true or false")]
    [InlineData("{\"intervalMinutes\": 1.5}", "intervalMinutes must be a whole number")]
    [InlineData("{\"jobFilters\": [\"x\"]}", "jobFilters must be a JSON object")]
    [InlineData("{\"jobFilters\": {\"x\": {}}}", "jobFilters must give each name once")]
    [InlineData("{\"onboardingFilters\": {\"x\": {\"like\": 1}}}", "onboardingFilters must give each field a value")]
    [InlineData("{\"syncJobs\": true, \"sync_jobs\": false}", "names sync_jobs twice")]
    public void What_cannot_be_used_is_named(string text, string expected) =>
        Assert.Contains(expected, Assert.Single(SyncConfig.Of(text).Problems), StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("{}")]
    public void Nothing_said_is_nothing_set(string? text)
    {
        var config = SyncConfig.Of(text);

        Assert.Empty(config.Problems);
        Assert.Equal(new(), config.Patch);
    }
}
