using System.Collections.Immutable;

namespace Jobvite.Storage.Tests;

public sealed class DocumentLedgerTests
{
    /// <summary>A file that comes without its application may be either of two; a database gives them in any order.</summary>
    [Fact]
    public void What_a_list_does_depends_on_what_is_stored_and_not_on_its_order()
    {
        KnownDocument[] stored = [Known("a1", "name:one", "h1"), Known("a2", "name:two", "h2")];
        var told = new ToldDocuments(DocumentScope.AllArtifacts, null, [new DocumentRow { Type = "attachment", FileName = "cv", ContentHash = "h3" }]);

        var outcomes = new[] { stored, [stored[1], stored[0]] }.Select(one => Apply(one, told)).ToArray();

        Assert.Equal(["a1 is replaced", "a2 is removed"], outcomes[0]);
        Assert.Equal(outcomes[0], outcomes[1]);
    }

    private static IEnumerable<string> Apply(KnownDocument[] stored, ToldDocuments told)
    {
        var ledger = new DocumentLedger(stored, ImmutableDictionary<string, DocumentStanding>.Empty, DateTimeOffset.UnixEpoch);
        ledger.Apply("p1", told);
        return ledger.Changes.Select(change => $"{change.Stored!.ApplicationId} is {(change.Now is null ? "removed" : "replaced")}").Order();
    }

    private static KnownDocument Known(string application, string identity, string hash) => new()
    {
        Id = Guid.NewGuid(),
        CandidateId = "p1",
        ApplicationId = application,
        Identity = identity,
        Scope = DocumentScope.ApplicationArtifacts,
        Type = "attachment",
        FileName = "cv",
        ContentHash = hash,
    };
}
