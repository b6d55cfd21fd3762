using System.Collections.Concurrent;
using Jobvite.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Jobvite.Grains.Tests.Cluster;

/// <summary>Lets the deletion of chosen companies' data fail, until told otherwise.</summary>
internal sealed class BrokenDeletions
{
    private readonly ConcurrentDictionary<string, bool> _broken = new();

    public void Break(string companyId) => _broken[companyId] = true;

    public void Repair(string companyId) => _broken.TryRemove(companyId, out _);

    public void Wrap(IServiceCollection services)
    {
        var real = services.Last(d => d.ServiceType == typeof(ICompanyData));
        services.AddSingleton<ICompanyData>(provider => new Data(
            this, (ICompanyData)(real.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, real.ImplementationType!))));
    }

    private sealed class Data(BrokenDeletions broken, ICompanyData inner) : ICompanyData
    {
        public Task Delete(string companyId, CancellationToken cancellationToken) =>
            broken._broken.ContainsKey(companyId) ? throw new StorageUnavailableException("The disk is full.") : inner.Delete(companyId, cancellationToken);
    }
}
