namespace Jobvite.Grains.Refreshes;

/// <summary>
/// Which way of reading records again is cheaper: each by its id, or a list that holds them all. Requests decide, since Jobvite grants
/// fifteen a minute; at equal requests, time does. Nothing but the cost depends on it: what a list does not show is read by its id.
/// </summary>
internal static class RefreshPlan
{
    /// <summary>
    /// Of a list that was never read. A wrong guess costs one request, because the first page tells how many there are.
    /// </summary>
    public const int PagesOfUnknownList = 3;

    /// <summary>Whether to read <paramref name="pages"/> pages of a list rather than <paramref name="records"/> records one by one.</summary>
    public static bool PrefersList(int records, int pages, RefreshCosts costs) =>
        records == pages ? costs.ListPage * pages < costs.SingleRead * records : pages < records;

    /// <summary>How many pages follow, as far as the total is to be believed; at least 1.</summary>
    /// <param name="nextStart">Where the next page starts.</param>
    /// <param name="total">As Jobvite says it; some say 0, or nothing.</param>
    /// <param name="pageSize">Records of a page; more than 1, since pages overlap by one.</param>
    public static int PagesLeft(int nextStart, int? total, int pageSize) =>
        total > nextStart ? 1 + ((total.Value - nextStart - 1) / pageSize) : 1;
}
