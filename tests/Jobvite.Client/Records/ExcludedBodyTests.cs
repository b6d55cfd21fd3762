using System.Text;

namespace Jobvite.Client.Tests;

public sealed class ExcludedBodyTests
{
    [Theory]
    [InlineData("candidate.email", """{"candidateId":"c1","email":"a@b.c"}""", """{"candidateId":"c1"}""")]
    [InlineData("candidate.email", """{"data":[{"candidate":{"Email":"a@b.c","eId":"c1"}}]}""", """{"data":[{"candidate":{"eId":"c1"}}]}""")]
    [InlineData("candidate.contact", """{"field":"mobile","oldValue":"1","newValue":"2","candidateId":"c1"}""", """{"field":"mobile","candidateId":"c1"}""")]
    [InlineData("candidate.customField:size", """{"customField":[{"fieldCode":"size","value":"M"},{"fieldCode":"tea","value":"x"}]}""", """{"customField":[{"fieldCode":"tea","value":"x"}]}""")]
    [InlineData("application.resume", """{"application":{"resume":{"content":"QQ=="},"artifacts":[{"type":"resume","content":"QQ=="},{"type":"other"}]}}""", """{"application":{"artifacts":[{"type":"other"}]}}""")]
    [InlineData("application.coverLetter", """{"artifacts":[{"type":"cover_letter","content":"QQ=="}]}""", """{"artifacts":[]}""")]
    [InlineData("candidate.email", """{"\u0065mail":"a@b.c","note":"\ud83d"}""", "{\"note\":\"\ufffd\"}")]
    [InlineData("candidate.email", "\uFEFF{\"email\":\"a@b.c\"}", "{}")]
    public void A_field_goes_wherever_it_stands(string name, string body, string left) => Assert.Equal(left, Without(name, body));

    [Theory]
    [InlineData("mail to a@b.c")]
    [InlineData("""{"email":"a@b.c""")]
    public void What_cannot_be_read_is_not_kept(string body) => Assert.Equal("", Without("candidate.email", body));

    [Theory]
    [InlineData("""{ "candidateId": "c1", "newValue": "email" }""")]
    [InlineData("[1, 2]")]
    [InlineData("")]
    public void What_holds_none_of_it_stays_the_same_bytes(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);

        Assert.Same(bytes, ExcludedFields.Of(["candidate.email"]).RemoveFromBody(bytes));
        Assert.Same(bytes, ExcludedFields.None.RemoveFromBody(bytes));
    }

    private static string Without(string name, string body) => Encoding.UTF8.GetString(ExcludedFields.Of([name]).RemoveFromBody(Encoding.UTF8.GetBytes(body)));
}
