using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;
using Jobvite.Silo.Persistence;

namespace Jobvite.Silo.Tests.Persistence;

public sealed class GrainStateSerializerTests
{
    /// <summary>What is stored in customers' databases: when this text has to change, so has the data.</summary>
    private const string Golden =
        """{"ownerTenantId":"t1","colour":"darkRed","connectedAt":"2026-01-02T03:04:05+00:00","secrets":{"api-key":"x"},"numbers":[1,2]}""";

    private static readonly SampleState State = new()
    {
        OwnerTenantId = "t1",
        Colour = SampleColour.DarkRed,
        ConnectedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Secrets = ImmutableDictionary<string, string>.Empty.Add("api-key", "x"),
        Numbers = [1, 2],
    };

    private readonly GrainStateSerializer _serializer = new();

    [Fact]
    public void State_is_written_as_plain_json_without_type_names() =>
        Assert.Equal(Golden, _serializer.Serialize(State).ToString());

    [Fact]
    public void The_golden_state_is_read()
    {
        var state = Read(Golden);

        Assert.Equal("t1", state.OwnerTenantId);
        Assert.Equal(SampleColour.DarkRed, state.Colour);
        Assert.Equal(State.ConnectedAt, state.ConnectedAt);
        Assert.Equal("x", state.Secrets["api-key"]);
        Assert.Equal([1, 2], state.Numbers);
    }

    [Fact]
    public void A_property_that_older_state_lacks_keeps_its_initial_value() =>
        Assert.Equal(SampleColour.Blue, Read("""{"ownerTenantId":"t1"}""").Colour);

    [Theory]
    [InlineData("""{"ownerTenantId":"t1","addedByANewerSilo":1}""")]
    [InlineData("""{"$type":"System.Object","ownerTenantId":"t1"}""")]
    [InlineData("""{"colour":"green"}""")]
    [InlineData("""{"colour":1}""")]
    [InlineData("""{"ownerTenantId":"t1","ownerTenantId":"t2"}""")]
    [InlineData("null")]
    [InlineData("{")]
    public void State_that_this_program_cannot_keep_whole_is_refused(string json) =>
        Assert.Throws<UnreadableStateException>(() => Read(json));

    [Fact]
    public void State_that_is_refused_is_named_by_its_path_and_not_by_its_values()
    {
        var refusal = Assert.Throws<UnreadableStateException>(() => Read("""{"ownerTenantId":["s3cret"]}"""));

        Assert.Contains("$.ownerTenantId", refusal.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", refusal.ToString(), StringComparison.Ordinal);
    }

    private SampleState Read(string json) => _serializer.Deserialize<SampleState>(BinaryData.FromString(json));
}
