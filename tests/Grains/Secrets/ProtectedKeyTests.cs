using System.Security.Cryptography;
using Jobvite.Grains.Budget;
using Jobvite.Grains.Erasure;
using Jobvite.Grains.Secrets;
using Microsoft.AspNetCore.DataProtection;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace Jobvite.Grains.Tests.Secrets;

public sealed class ProtectedKeyTests
{
    private readonly IPersistentState<ProtectedKeyState> _state = Substitute.For<IPersistentState<ProtectedKeyState>>();
    private readonly ProtectedKey _key = new(new EphemeralDataProtectionProvider(), "a purpose");

    [Fact]
    public async Task What_was_made_is_stored_protected_and_opens()
    {
        var made = await _key.Replace(_state, Substitute.For<IGrainBase>());

        Assert.Equal(32, _key.Open(made).Length);
        Assert.DoesNotContain(Convert.ToBase64String(_key.Open(made)), made, StringComparison.Ordinal);
        _state.Received().State = new ProtectedKeyState { Key = made };
        await _state.Received(1).WriteStateAsync();
        Assert.NotEqual(_key.Open(made), _key.Open(await _key.Replace(_state, Substitute.For<IGrainBase>())));
    }

    [Theory]
    [InlineData("not Base64!")]
    [InlineData("AAAA")]
    [InlineData("")]
    public void What_is_damaged_does_not_open(string stored)
    {
        Assert.False(_key.Opens(stored));
        Assert.Throws<CryptographicException>(() => _key.Open(stored));
    }

    [Fact]
    public async Task Another_purpose_or_another_ring_does_not_open_it()
    {
        var ring = new EphemeralDataProtectionProvider();
        var made = await SuppressionKeys.Protected(ring).Replace(_state, Substitute.For<IGrainBase>());

        Assert.True(SuppressionKeys.Protected(ring).Opens(made));
        Assert.False(MeterKeys.Protected(ring).Opens(made));
        Assert.False(SuppressionKeys.Protected(new EphemeralDataProtectionProvider()).Opens(made));
    }

    [Fact]
    public async Task What_could_not_be_stored_is_not_given_out()
    {
        _state.WriteStateAsync().ThrowsAsync(new InvalidOperationException("away"));

        await Assert.ThrowsAnyAsync<Exception>(() => _key.Replace(_state, Substitute.For<IGrainBase>()));
    }
}
