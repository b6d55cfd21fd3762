using Jobvite.Grains.Runs;

namespace Jobvite.Grains.Tests.Runs;

public sealed class WatermarkTests
{
    [Theory]
    [InlineData("2026-03-02T12:00:00Z", "2026-03-01")]
    [InlineData("2026-03-02T11:59:59Z", "2026-02-28")]
    [InlineData("2026-01-01T00:00:00Z", "2025-12-30")]
    public void The_day_asked_for_overlaps_by_a_day_and_a_half(string changedSince, string day) =>
        Assert.Equal(DateOnly.Parse(day, null), Watermark.DayFor(DateTimeOffset.Parse(changedSince, null)));
}
