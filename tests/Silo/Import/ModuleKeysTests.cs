using Jobvite.Silo.Startup;

namespace Jobvite.Silo.Tests.Import;

public sealed class ModuleKeysTests
{
    [Theory]
    [InlineData("settings.csv")]
    [InlineData("settings.ndjson")]
    public void Secrets_open_with_the_encryption_key_or_with_the_key_from_the_token_secret(string file)
    {
        var rows = Export.Rows(file, Export.Keys()).Values.ToList();

        Assert.Equal(26, rows.Count);
        // The first by the one key, the second by the other, and the last by one each.
        foreach (var company in new[] { "acme101", "acme102", "acme106" })
        {
            var command = rows.Single(row => row.Company == company).Command!;
            Assert.Equal(($"key-of-{company}", $"secret-of-{company}", $"signing-key-of-{company}"), (command.ApiKey, command.ApiSecret, command.WebhookSigningKey));
        }

        foreach (var company in new[] { "acme104", "acme105" })
        {
            var command = rows.Single(row => row.Company == company).Command!;
            Assert.Equal((Export.Text("our-private.pem"), Export.Text("our-public.pem")), (command.OurPrivateRsaKey, command.OurPublicRsaKey));
            Assert.Equal(($"service@{company}", $"password-of-{company}"), (command.ServiceAccountUsername, command.ServiceAccountPassword));
        }
    }

    [Fact]
    public void A_key_that_is_no_Base64_counts_as_text_of_32_bytes()
    {
        var pairs = File.ReadAllLines(Export.Path("text-keys.txt")).Select(line => line.Split('|')).ToList();

        Assert.Equal(["sealed with a short text", "sealed with a long text"], pairs.Select(pair => Export.Keys((Export.Key, pair[0])).Open(pair[1]).Text));
    }

    [Fact]
    public void A_wrong_key_opens_nothing()
    {
        var rows = Export.Rows("settings.csv", Export.Keys((Export.Key, Convert.ToBase64String(new byte[32]))));

        Assert.DoesNotContain(rows.Values, row => row.Command is not null);
        Assert.Contains("wrong key: neither IMPORT_ENCRYPTION_KEY nor IMPORT_JWT_SECRET_KEY opens api_secret_encrypted, webhook_signing_key_encrypted", rows[2].Problems);
    }

    [Theory]
    [InlineData("%%% no Base64 %%%", "no Base64")]
    [InlineData("AAAA", "a part of it is missing")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "a part of it is missing")]
    public void A_ciphertext_that_cannot_be_one_is_damaged(string text, string expected)
    {
        var opened = Export.Keys().Open(text);

        Assert.Null(opened.Text);
        Assert.Contains(expected, opened.Damage, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_any_key_nothing_begins_and_the_variables_are_named()
    {
        var exception = Assert.Throws<StartupException>(() => Export.Keys([]));
        Assert.Contains("IMPORT_ENCRYPTION_KEY", exception.Message, StringComparison.Ordinal);
        Assert.Contains("IMPORT_JWT_SECRET_KEY_FILE", exception.Message, StringComparison.Ordinal);
    }
}
