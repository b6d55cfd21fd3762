using Jobvite.Client;
using Jobvite.Grains.Documents;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Records;
using Jobvite.Grains.Secrets;
using Jobvite.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace Jobvite.Grains.Tests.Records;

public sealed class CandidateRowsTests
{
    [Fact]
    public void Where_another_source_says_nothing_of_documents_there_are_none()
    {
        var rows = new CandidateRows(new DocumentSealer(new SecretProtector(new EphemeralDataProtectionProvider())));
        JobviteCandidate[] entries =
        [
            JobviteRecords.ParseCandidate("""{"eId":"p1","application":{"eId":"a1"}}"""),
            JobviteRecords.ParseCandidate("""{"eId":"p2","application":{"eId":"a2","resume":{"content":"Engineer","format":"Text"}}}"""),
        ];

        var usual = rows.From("acme", entries, new SyncSettings());
        Assert.Equal(["", "Resume a2: 1"], usual.Select(Told));
        var another = rows.From("acme", entries, new SyncSettings(), isAnotherSource: true);
        Assert.Equal(["Resume a1: 0, ApplicationArtifacts a1: 0", "Resume a2: 1, ApplicationArtifacts a2: 0"], another.Select(Told));
        Assert.All(rows.From("acme", entries, new SyncSettings { SyncDocuments = false }, isAnotherSource: true), row => Assert.Empty(row.Documents));
    }

    private static string Told(CandidateRow row) => string.Join(", ", row.Documents.Select(list => $"{list.Scope} {list.ApplicationId}: {list.Documents.Count}"));
}
