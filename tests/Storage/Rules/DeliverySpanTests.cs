namespace Jobvite.Storage.Tests;

public sealed class DeliverySpanTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(500)]
    public void What_is_delivered_at_the_first_attempt_is_packed_and_read_back(int count)
    {
        var random = new Random(count);
        var position = 99L;
        List<SpanItem> items = [.. Enumerable.Range(0, count).Select(_ => new SpanItem(position += random.NextInt64(1, 1L << 40), Now.AddMilliseconds(random.Next(100_000)), random.Next(15_000), random.Next(200, 300)))];

        Assert.Equal(items, DeliverySpan.Unpack(100, Now, new DeliverySpan(100, position, [], Now, Now.AddMinutes(2), items).Pack()));
    }

    [Fact]
    public void A_page_of_the_feed_takes_some_bytes_an_item()
    {
        List<SpanItem> items = [.. Enumerable.Range(1, 500).Select(i => new SpanItem(i, Now.AddMilliseconds(i), 12, 204))];
        Assert.InRange(new DeliverySpan(1, 500, [], Now, Now.AddSeconds(1), items).Pack().Length, 500, 3_000);
    }
}
