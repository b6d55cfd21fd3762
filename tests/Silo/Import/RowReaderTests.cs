using Jobvite.Grains.Interfaces;
using Jobvite.Silo.Import;

namespace Jobvite.Silo.Tests.Import;

public sealed class RowReaderTests
{
    [Fact]
    public void Everything_that_is_wrong_with_a_row_is_named_at_once()
    {
        var row = new RowReader(Export.Keys()).Read(Export.Row((Module.IsActive, "t"), (Module.TenantId, "-1"), (Module.SyncConfig, "{"), (Module.ApiSecret, "AAAA")));

        Assert.Equal(
            [
                "company_id is empty",
                "environment is empty",
                "api_key is empty",
                "tenant_id is no whole number",
                "api_secret_encrypted is damaged: a part of it is missing",
                "sync_config is no valid JSON",
            ],
            row.Problems);
    }

    [Theory]
    [InlineData("stage", JobviteEnvironment.Stage)]
    [InlineData(" Staging", JobviteEnvironment.Stage)]
    [InlineData("PROD", JobviteEnvironment.Prod)]
    [InlineData("Production", JobviteEnvironment.Prod)]
    public void An_environment_is_taken_as_it_was_always_written(string text, JobviteEnvironment expected)
    {
        var secret = Export.Rows("settings.csv", Export.Keys())[2].Command!;
        var sealedSecret = SettingsFile.Open(Export.Path("settings.csv")).Read().First()[Module.ApiSecret];
        var row = new RowReader(Export.Keys()).Read(Export.Row(
            (Module.IsActive, "1"), (Module.TenantId, "007"), (Module.CompanyId, "acme"), (Module.ApiKey, "k"), (Module.ApiSecret, sealedSecret), (Module.Environment, text)));

        Assert.Empty(row.Problems);
        Assert.Equal(("007", expected, secret.ApiSecret), (row.Tenant, row.Command!.Environment, row.Command.ApiSecret));
    }

    [Fact]
    public void A_row_of_NDJSON_without_a_column_is_named()
    {
        var row = new RowReader(Export.Keys()).Read(new SourceRow(3, new Dictionary<string, string?> { [Module.TenantId] = "7" }));

        Assert.Contains("company_id", Assert.Single(row.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("maybe")]
    public void Whether_a_row_is_active_is_never_guessed(string? text) =>
        Assert.Contains("is_active", Assert.Single(new RowReader(Export.Keys()).Read(Export.Row((Module.IsActive, text))).Problems), StringComparison.Ordinal);

    [Fact]
    public void What_stands_where_ids_belong_and_is_none_is_not_repeated()
    {
        var row = new RowReader(Export.Keys()).Read(Export.Row((Module.IsActive, "t"), (Module.TenantId, "canary"), (Module.CompanyId, "canary of the zoo"), (Module.Environment, "canary")));

        Assert.Equal((null, null), (row.Tenant, row.Company));
        Assert.DoesNotContain(row.Problems, problem => problem.Contains("canary", StringComparison.Ordinal));
    }
}
