using Jobvite.Storage;
using Orleans.Concurrency;

namespace Jobvite.Grains.Endpoints;

/// <summary>Delivers to one endpoint. Internal: the front end cannot reach it.</summary>
[Alias("jv.IEndpointDeliveryGrain")]
internal interface IEndpointDeliveryGrain : IGrainWithStringKey
{
    /// <summary>There may be something to deliver. Whoever calls does not wait for that; the call may be lost.</summary>
    [Alias("Wake")]
    Task Wake();

    /// <summary>Ends the requests under way, or lets them end if they take no longer than a moment, and begins no other.</summary>
    [Alias("Halt")]
    Task Halt(bool atOnce);
}

/// <summary>The keys of <see cref="IEndpointDeliveryGrain"/>.</summary>
internal static class EndpointGrainKey
{
    private const string Prefix = "endpoint:";

    public static string Of(string companyId, Guid endpointId) => $"{Prefix}{companyId}:{endpointId:N}";

    public static EndpointKey Read(string key)
    {
        var last = key.LastIndexOf(':');
        return key.StartsWith(Prefix, StringComparison.Ordinal) && last > Prefix.Length
            ? new EndpointKey(key[Prefix.Length..last], Guid.ParseExact(key[(last + 1)..], "N"))
            : throw new ArgumentException("Not the key of an endpoint's grain.", nameof(key));
    }
}

/// <summary>What a tenant grain asks of its company's endpoints.</summary>
[Alias("jv.ICompanyEndpointsGrain")]
internal interface ICompanyEndpointsGrain : IGrainWithStringKey
{
    /// <summary>Removes all endpoints, before the company's data are deleted.</summary>
    [AlwaysInterleave, Alias("RemoveAll")]
    Task RemoveAll();
}
