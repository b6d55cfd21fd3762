using Jobvite.Silo.Startup;

namespace Jobvite.Silo.Tests.KeyRing;

public sealed class WrappingKeysTests
{
    [Fact]
    public void The_encryption_key_wraps_when_it_is_set()
    {
        var keys = Keys.Configured(Keys.Text(0), tokenSecret: "a token secret of thirty-two bytes");

        Assert.Equal(Keys.Numbered(0).Id, keys.Current.Id);
        Assert.False(keys.IsDerived);
    }

    /// <summary>
    /// openssl kdf -keylen 32 -kdfopt digest:SHA256 -kdfopt pass:'a token secret of thirty-two bytes'
    /// -kdfopt salt:'Jobvite.Orleans/key-ring/pbkdf2-sha256/v1' -kdfopt iter:600000 -binary PBKDF2, and its id as in WrappingKeyTests.
    /// </summary>
    [Fact]
    public void Without_an_encryption_key_it_is_derived_from_the_token_secret()
    {
        var keys = Keys.Configured(tokenSecret: "a token secret of thirty-two bytes");

        Assert.Equal("f3be1c7415eefd35", keys.Current.Id);
        Assert.True(keys.IsDerived);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", "")]
    [InlineData("  ", "  ")]
    public void Without_any_key_the_start_is_refused(string? current, string? tokenSecret)
    {
        var refusal = Assert.Throws<StartupException>(() => Keys.Configured(current, tokenSecret: tokenSecret));

        Assert.Contains("JOBVITE_ENCRYPTION_KEY", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("openssl rand -base64 32", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not base64, but secret")]
    [InlineData("c2hvcnQ=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void A_malformed_key_is_refused_by_the_name_of_its_variable_and_never_shown(string malformed)
    {
        var current = Assert.Throws<StartupException>(() => Keys.Configured(malformed, tokenSecret: "a token secret of thirty-two bytes"));
        var previous = Assert.Throws<StartupException>(() => Keys.Configured(Keys.Text(0), previous: malformed));

        Assert.StartsWith("JOBVITE_ENCRYPTION_KEY ", current.Message, StringComparison.Ordinal);
        Assert.StartsWith("JOBVITE_ENCRYPTION_KEY_PREVIOUS ", previous.Message, StringComparison.Ordinal);
        Assert.All([current, previous], refusal => Assert.DoesNotContain(malformed, refusal.Message, StringComparison.Ordinal));
        Assert.All([current, previous], refusal => Assert.Contains("openssl rand -base64 32", refusal.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Former_keys_are_found_by_their_ids()
    {
        var keys = Keys.Configured(Keys.Text(0), previous: $"{Keys.Text(1)}, {Keys.Text(2)},");

        Assert.NotNull(keys.Find(Keys.Numbered(1).Id));
        Assert.NotNull(keys.Find(Keys.Numbered(2).Id));
        Assert.Null(keys.Find(Keys.Numbered(3).Id));
    }
}
