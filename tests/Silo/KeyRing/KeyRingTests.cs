using System.Security.Cryptography;
using Jobvite.Silo.KeyRing;
using Jobvite.Silo.Startup;
using Jobvite.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace Jobvite.Silo.Tests.KeyRing;

public sealed class KeyRingTests
{
    private readonly MemoryKeyRing _store = new();

    [Fact]
    public void A_secret_survives_a_restart()
    {
        var protectedSecret = Start(Keys.Configured(Keys.Text(0))).Protect("secret");

        Assert.Equal("secret", Start(Keys.Configured(Keys.Text(0))).Unprotect(protectedSecret));
        Assert.Single(_store.Elements);
    }

    [Fact]
    public void The_store_never_sees_an_open_key()
    {
        Start(Keys.Configured(Keys.Text(0))).Protect("secret");

        var xml = Assert.Single(_store.Elements.Values);
        Assert.Contains("wrappedKey", xml, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", xml, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_key_takes_over_and_the_former_one_is_then_not_needed_any_more()
    {
        var protectedSecret = Start(Keys.Configured(Keys.Text(0))).Protect("secret");

        Start(Keys.Configured(Keys.Text(1), previous: Keys.Text(0)));

        Assert.Equal("secret", Start(Keys.Configured(Keys.Text(1))).Unprotect(protectedSecret));
        Assert.Single(_store.Elements);
    }

    [Fact]
    public void A_ring_that_is_gone_while_its_ciphertexts_are_there_stops_the_start_unless_the_operator_accepts_the_loss()
    {
        _store.Needed = true;

        var refusal = Assert.Throws<StartupException>(() => new KeyRingOpening(_store, Keys.Configured(Keys.Text(0))).Open());
        Assert.Contains("data_protection_keys", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(KeyRingOpening.AcceptLossVariable, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, new KeyRingOpening(_store, Keys.Configured(Keys.Text(0))).Open(acceptLoss: true));
    }

    [Fact]
    public void A_ring_that_is_up_to_date_is_left_alone()
    {
        Start(Keys.Configured(Keys.Text(0))).Protect("secret");
        var before = _store.Elements.Single();

        Assert.Equal(0, new KeyRingOpening(_store, Keys.Configured(Keys.Text(0), previous: Keys.Text(1))).Open());
        Assert.Equal(before, _store.Elements.Single());
    }

    [Fact]
    public void An_encryption_key_takes_over_from_the_one_derived_from_the_token_secret()
    {
        const string tokenSecret = "a token secret of thirty-two bytes";
        var protectedSecret = Start(Keys.Configured(tokenSecret: tokenSecret)).Protect("secret");

        Start(Keys.Configured(Keys.Text(0), tokenSecret: tokenSecret));

        Assert.Equal("secret", Start(Keys.Configured(Keys.Text(0), tokenSecret: "another token secret of 32 bytes")).Unprotect(protectedSecret));
    }

    [Fact]
    public void A_ring_of_another_key_refuses_the_start_and_stays_as_it_is()
    {
        Start(Keys.Configured(Keys.Text(0))).Protect("secret");
        var before = _store.Elements.Single();

        var refusal = Assert.Throws<StartupException>(() => Start(Keys.Configured(Keys.Text(1), previous: Keys.Text(2))));

        Assert.Contains("JOBVITE_ENCRYPTION_KEY", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(Keys.Numbered(0).Id, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, _store.Elements.Single());
    }

    [Fact]
    public void A_changed_token_secret_is_named_as_the_cause()
    {
        Start(Keys.Configured(tokenSecret: "a token secret of thirty-two bytes")).Protect("secret");

        var refusal = Assert.Throws<StartupException>(() => Start(Keys.Configured(tokenSecret: "another token secret of 32 bytes")));
        Assert.Contains("JWT_SECRET_KEY", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not xml")]
    [InlineData("""<key id="9b9f1b40-9d0b-4c1e-9d8f-3c4d43a3b1b7"><wrappedKey version="1" keyId="6bbd641cb91797d2">AAAA</wrappedKey></key>""")]
    public void A_damaged_ring_refuses_the_start(string element)
    {
        _store.Save("key-9b9f1b40-9d0b-4c1e-9d8f-3c4d43a3b1b7", element);

        var refusal = Assert.Throws<StartupException>(() => Start(Keys.Configured(Keys.Text(0))));
        Assert.Contains("damaged", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ring_of_which_only_a_part_opens_is_not_rewritten()
    {
        Start(Keys.Configured(Keys.Text(0))).Protect("secret");
        var mine = _store.Elements.Single();
        _store.Save("key-9b9f1b40-9d0b-4c1e-9d8f-3c4d43a3b1b7", """<key id="9b9f1b40-9d0b-4c1e-9d8f-3c4d43a3b1b7"><wrappedKey version="1" keyId="00">AAAA</wrappedKey></key>""");

        Assert.Throws<StartupException>(() => Start(Keys.Configured(Keys.Text(1), previous: Keys.Text(0))));
        Assert.Equal(mine.Value, _store.Elements[mine.Key]);
    }

    [Fact]
    public void A_value_of_another_purpose_does_not_open()
    {
        var provider = Provider(Keys.Configured(Keys.Text(0)));
        var protectedSecret = provider.CreateProtector("company", "a").Protect("secret");

        Assert.Throws<CryptographicException>(() => provider.CreateProtector("company", "b").Unprotect(protectedSecret));
    }

    [Fact]
    public void Keys_live_for_ninety_days()
    {
        using var services = Services(Keys.Configured(Keys.Text(0)));
        services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect("secret");

        var key = Assert.Single(services.GetRequiredService<IKeyManager>().GetAllKeys());
        Assert.Equal(90, (key.ExpirationDate - key.CreationDate).TotalDays, tolerance: 0.1);
        Assert.Contains("AES_256_CBC", _store.Elements.Values.Single(), StringComparison.Ordinal);
        Assert.Contains("HMACSHA256", _store.Elements.Values.Single(), StringComparison.Ordinal);
    }

    /// <summary>Opens the ring as a silo does at start.</summary>
    private IDataProtector Start(WrappingKeys keys)
    {
        new KeyRingOpening(_store, keys).Open();
        return Provider(keys).CreateProtector("test");
    }

    private IDataProtectionProvider Provider(WrappingKeys keys) => Services(keys).GetRequiredService<IDataProtectionProvider>();

    private ServiceProvider Services(WrappingKeys keys) =>
        new ServiceCollection().AddLogging().AddSingleton<IKeyRingStore>(_store).AddKeyRing(keys).BuildServiceProvider();
}
