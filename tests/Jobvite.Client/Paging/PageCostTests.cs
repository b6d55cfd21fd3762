using System.Text;

namespace Jobvite.Client.Tests;

public sealed class PageCostTests
{
    [Fact]
    public void A_page_of_500_costs_a_small_multiple_of_its_bytes()
    {
        var body = Page(500);
        Parse(body);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var page = Parse(body);
        var cost = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)body.Length;
        Assert.Equal(500, page.Records.Count);

        // The raw JSON as UTF-16 is twice the bytes, the typed texts once more; the rest is what reading may cost.
        Assert.True(cost < 6, $"Reading allocated {cost:0.0} times the page.");
    }

    [Fact]
    public void Documents_are_decoded_without_a_text_in_between()
    {
        var resume = Convert.ToBase64String(new byte[300_000]);
        var body = Encoding.UTF8.GetBytes("{\"candidates\":[{\"eId\":\"c1\",\"application\":{\"eId\":\"a1\",\"resume\":{\"name\":\"cv\",\"content\":\"" + resume + "\"}}}]}");
        Parse(body);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var page = Parse(body);
        var cost = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(300_000, page.Records[0].DocumentLists[0].Documents[0].Content!.Value.Length);
        Assert.True(cost < 2 * 300_000, $"Reading a document of 300 kB allocated {cost / 1000} kB.");
    }

    private static RawPage<JobviteCandidate> Parse(byte[] body)
        => PageParser.Parse(AnswerRoot.TryRead(body)!, RecordShapes.Candidate, keepEeoData: false, mayBeBare: false)!;

    private static byte[] Page(int count) => Encoding.UTF8.GetBytes("{\"candidates\":[" + string.Join(',', Enumerable.Range(0, count).Select(i => $$$"""
        {"eId":"c{{{i}}}","firstName":"First{{{i}}}","lastName":"Last{{{i}}}","email":"p{{{i}}}@x.test","city":"Berlin","country":"DE","gender":"F",
        "education":[{"school":"School of something long enough to look real","degree":"BSc","years":[2001,2005]}],
        "workExperience":[{"company":"Acme","title":"Nurse","description":"{{{new string('x', 600)}}}"}],
        "application":{"eId":"a{{{i}}}","workflowState":"New","source":"Board","lastUpdatedDate":1700000000000,"job":{"eId":"j1","title":"Nurse"} } }
        """)) + "],\"total\":500}");
}
