namespace Jobvite.Storage;

/// <summary>A company's rows as a whole.</summary>
public interface ICompanyData
{
    /// <summary>Deletes every record, document, run and event of the company in batches; the audit trail stays. Repeatable.</summary>
    Task Delete(string companyId, CancellationToken cancellationToken);
}
