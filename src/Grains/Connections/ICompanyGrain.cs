using Orleans.Concurrency;

namespace Jobvite.Grains.Connections;

/// <summary>What a company's other grains and the sweeper ask of its tenant grain. Internal: the front end cannot reach it.</summary>
[Alias("jv.ICompanyGrain")]
internal interface ICompanyGrain : IGrainWithStringKey
{
    /// <summary>
    /// The connection, from memory, or null when the company is not connected. It interleaves with everything and calls nobody,
    /// so a child may ask while its tenant grain waits for that very child.
    /// </summary>
    [AlwaysInterleave, Alias("GetConnection")]
    Task<CompanyConnection?> GetConnection();
}
