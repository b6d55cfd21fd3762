using System.Text;

namespace Jobvite.Client.Tests;

/// <summary>What an entry says about documents, and what it does not say.</summary>
public sealed class DocumentTests
{
    [Theory]
    [InlineData("""{"eId":"a1"}""", "")]
    [InlineData("""{"eId":"a1","hasArtifacts":true,"artifacts":null}""", "")]
    [InlineData("""{"eId":"a1","resume":{}}""", "")]
    [InlineData("""{"eId":"a1","resume":null,"hasArtifacts":false}""", "Resume a1: | ApplicationArtifacts a1:")]
    [InlineData("""{"eId":"a1","resume":{"content":"","format":"Text"}}""", "Resume a1:")]
    [InlineData("""{"eId":"a1","resume":{"content":"  \n ","format":"Text","name":"cv.txt"}}""", "Resume a1:")]
    [InlineData("""{"eId":"a1","resume":{"content":null,"format":"pdf","name":"cv.pdf"}}""", "Resume a1:")]
    [InlineData("""{"eId":"a1","resume":{"format":"Text","content":"Engineer"}}""", "Resume a1: resume//Engineer")]
    [InlineData("""{"eId":"a1","resume":{"format":"text","content":"Zoë, 李"}}""", "Resume a1: resume//Zoë, 李")]
    [InlineData("""{"eId":"a1","resume":{"format":"pdf","content":"SGVsbG8=","name":"cv.pdf"}}""", "Resume a1: resume/cv.pdf/Hello")]
    [InlineData("""{"eId":"a1","resume":{"format":"pdf","content":"Not Base64!","name":"cv.pdf"}}""", "Resume a1: resume/cv.pdf/-")]
    [InlineData("""{"eId":"a1","resume":{"format":"pdf","name":"cv.pdf"}}""", "Resume a1: resume/cv.pdf/-")]
    [InlineData("""{"eId":"a1","artifacts":[]}""", "ApplicationArtifacts a1:")]
    [InlineData("""{"eId":"a1","hasArtifacts":false,"artifacts":[{"filename":"x"}]}""", "ApplicationArtifacts a1: /x/-")]
    [InlineData("""{"eId":"a1","artifacts":[{"eId":"y1","type":"attachment","filename":"cert.pdf"},{"eId":"y2","type":"attachment","filename":"cert.pdf"}]}""",
        "ApplicationArtifacts a1: attachment/cert.pdf/- attachment/cert.pdf/-")]
    [InlineData("""{"eId":"a1","artifacts":[{"format":"Text","content":"Engineer"}]}""", "ApplicationArtifacts a1: //Engineer")]
    [InlineData("""{"eId":"a1","artifacts":["https://x.test/1",{"filename":"x"}]}""", "ApplicationArtifacts a1 in part: /x/-")]
    public async Task An_application_says_which_documents_it_has(string application, string expected) =>
        Assert.Equal(expected, Say(await Lists($$"""{"eId":"c1","application":{{application}}}""")));

    [Fact]
    public async Task A_person_says_so_too()
    {
        var lists = await Lists("""{"eId":"c1","hasArtifacts":false,"resume":null,"artifacts":[{"eId":"y1","filename":"x","size":7,"applicationId":"a9"}],"application":{"eId":"a1"}}""");
        Assert.Equal("Resume : | PersonArtifacts : /x/-", Say(lists));
        var document = lists[1].Documents[0];
        Assert.Equal(("y1", "a9", 7L, 7L), (document.ExternalId, document.ApplicationId, document.StatedSize, document.Size));
    }

    [Fact]
    public async Task A_text_is_plain_text_and_its_size_is_counted()
    {
        var document = (await Lists("""{"eId":"c1","application":{"eId":"a1","resume":{"format":"Text","content":"Zoë","size":99}}}"""))[0].Documents[0];
        Assert.Equal(("text/plain", 4L, 99L), (document.MimeType, document.Size, document.StatedSize));
    }

    private static string Say(IEnumerable<JobviteDocumentList> lists) => string.Join(" | ", lists.Select(list =>
        $"{list.Scope} {list.ApplicationId}{(list.IsWhole ? "" : " in part")}: {string.Join(' ', list.Documents.Select(Say))}".Trim()));

    private static string Say(JobviteDocument document) =>
        $"{document.Type}/{document.FileName}/{(document.Content is { } content ? Encoding.UTF8.GetString(content.Span) : "-")}";

    private static async Task<IReadOnlyList<JobviteDocumentList>> Lists(string entry)
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then($$"""{"total":1,"candidates":[{{entry}}]}""");
        return Assert.Single(Assert.Single(await test.CandidatePages()).Records).DocumentLists;
    }
}
