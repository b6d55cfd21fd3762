namespace Jobvite.Storage;

/// <summary>Says whether rows of the audit trail were changed, removed or put in behind the program's back; see docs/adr/0045.</summary>
public interface IAuditChain
{
    /// <summary>Companies that have rows, and the chain of operators.</summary>
    Task<IReadOnlyList<string>> ListCompanies(CancellationToken cancellationToken);

    /// <summary>Reads all rows of one company, as they are at one moment.</summary>
    /// <param name="companyId">Whose.</param>
    /// <param name="known">The last row as an earlier check knew it: it must still be there, unless it has grown too old.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<ChainReport> Check(string companyId, ChainHead? known, CancellationToken cancellationToken);
}

/// <summary>The last row of a chain.</summary>
/// <param name="Position">Its number.</param>
/// <param name="Hash">Its hash, 64 hexadecimal digits.</param>
public sealed record ChainHead(long Position, string Hash);

/// <summary>How a company's chain stands.</summary>
/// <param name="CompanyId">Whose.</param>
/// <param name="First">Number of the first row that is kept.</param>
/// <param name="Rows">How many rows were read.</param>
/// <param name="Head">The last row as the chain knows it; null before the first.</param>
/// <param name="Unnumbered">Rows from before the chain, which are numbered with the company's next row.</param>
/// <param name="Breaks">What is wrong, in sentences and in order; at most <see cref="MostBreaks"/>.</param>
public sealed record ChainReport(string CompanyId, long First, long Rows, ChainHead? Head, long Unnumbered, IReadOnlyList<string> Breaks)
{
    /// <summary>One change can break one link only; whoever has many is told of the first.</summary>
    public const int MostBreaks = 100;
}
