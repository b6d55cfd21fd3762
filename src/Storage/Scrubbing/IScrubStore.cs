namespace Jobvite.Storage;

/// <summary>
/// Takes EEO data, and fields that a company does not want any more, out of what is stored: records, those marked as deleted too, documents, bodies of webhooks, and what
/// receivers of changes answered.
/// What was ordered is remembered until it is done, whoever does it.
/// </summary>
public interface IScrubStore
{
    /// <summary>
    /// Orders everything of the company to be looked through twice: at once, and again ten minutes later, when nobody is left who read or
    /// received something under the former settings. An order that is there already begins anew.
    /// </summary>
    Task Order(string companyId, CancellationToken cancellationToken);

    /// <summary>Orders that are due, the last one first.</summary>
    Task<IReadOnlyList<ScrubOrder>> FindDue(int limit, CancellationToken cancellationToken);

    /// <summary>When the company's order was given that is not carried out yet; null when there is none.</summary>
    Task<DateTimeOffset?> FindOrder(string companyId, CancellationToken cancellationToken);

    /// <summary>Drops the order, unless it has begun anew since it was found.</summary>
    Task Withdraw(ScrubOrder order, CancellationToken cancellationToken);

    /// <summary>
    /// Looks through the next rows of the company, in one transaction. Times of change stay as they are: nothing happened at Jobvite. Content
    /// hashes follow, so that a run that reads the same without EEO data finds the record unchanged, and one that reads them finds it changed.
    /// </summary>
    /// <param name="companyId">Whose.</param>
    /// <param name="scrub">Takes the data out.</param>
    /// <param name="limit">How many rows to look at.</param>
    /// <param name="cancellationToken">A batch is done as a whole or not at all.</param>
    /// <returns>Null when nothing of the company is due, or another process is at it.</returns>
    Task<ScrubBatch?> Scrub(string companyId, IScrub scrub, int limit, CancellationToken cancellationToken);
}

/// <summary>Takes EEO data out of one thing. What holds none comes back as it is. Pure; called inside a transaction.</summary>
public interface IScrub
{
    /// <summary>A record's stored JSON.</summary>
    string Record(string rawJson);

    /// <summary>A record's stored JSON.</summary>
    /// <param name="table">Where it stands.</param>
    /// <param name="rawJson">The JSON.</param>
    string Record(string table, string rawJson) => Record(rawJson);

    /// <summary>
    /// Members of Jobvite's JSON whose columns are emptied where a record changes; null where the columns stay. What is searched and custom fields are
    /// made anew from the JSON then.
    /// </summary>
    IReadOnlyCollection<string>? Cleared(string table) => null;

    /// <summary>Types of documents that go; <c>attachment</c> stands for all but resumes and cover letters.</summary>
    IReadOnlyCollection<string> DroppedDocuments => [];

    /// <summary>A webhook's stored body.</summary>
    byte[] Body(byte[] body);
}

/// <summary>A company whose rows are to be looked through.</summary>
/// <param name="CompanyId">The company.</param>
/// <param name="OrderedAt">When; 1970 for what earlier versions left behind.</param>
public sealed record ScrubOrder(string CompanyId, DateTimeOffset OrderedAt);

/// <summary>What a batch did.</summary>
/// <param name="Changed">Rows that held EEO data.</param>
/// <param name="EndsPass">Everything of the company has been looked through, for now or for good.</param>
public sealed record ScrubBatch(int Changed, bool EndsPass);
