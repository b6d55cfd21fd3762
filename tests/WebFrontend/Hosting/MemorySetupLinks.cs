using System.Collections.Concurrent;
using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests;

/// <summary>Setup links in memory, as the grains keep them.</summary>
internal sealed class MemorySetupLinks
{
    private readonly ConcurrentDictionary<Guid, (SetupLink Link, string Code)> _links = new();

    /// <summary>What time and other people do to a link.</summary>
    public void Change(Guid id, Func<SetupLink, SetupLink> change) => _links[id] = (change(_links[id].Link), _links[id].Code);

    public SetupLink Of(Guid id) => _links[id].Link;

    public void Play(ISetupLinksGrain grain, string tenantId)
    {
        grain.Create(default, default, default, default!, default).ReturnsForAnyArgs(call =>
        {
            if (OfTenant(tenantId).Count(link => link.IsLive(Now)) >= ISetupLinksGrain.MostLive)
            {
                return (NewLink?)null;
            }

            var link = new SetupLink { Id = Guid.NewGuid(), TenantId = tenantId, Companies = call.ArgAt<ImmutableArray<string>>(2), ReturnUrl = call.ArgAt<string?>(1), CreatedAt = Now, ExpiresAt = Now + call.ArgAt<TimeSpan>(0) };
            var code = $"{link.Id:N}{Guid.NewGuid():N}";
            _links[link.Id] = (link, code);
            return new NewLink(link, code);
        });
        grain.List(default).ReturnsForAnyArgs(_ => [.. OfTenant(tenantId)]);
        grain.Revoke(default, default!, default).ReturnsForAnyArgs(call =>
        {
            var found = OfTenant(tenantId).FirstOrDefault(link => link.Id == call.ArgAt<Guid>(0));
            if (found is not null)
            {
                Change(found.Id, link => link with { RevokedAt = Now });
            }

            return found is not null;
        });
    }

    public void Play(ISetupDoorGrain grain)
    {
        grain.Open(default!, default, default!, default).ReturnsForAnyArgs(call => _links.Values.FirstOrDefault(one => one.Code == call.ArgAt<string>(0)).Link is { } link && link.IsLive(Now) ? link : null);
        grain.Find(default).ReturnsForAnyArgs(call => _links.TryGetValue(call.ArgAt<Guid>(0), out var found) && found.Link.IsLive(Now) ? found.Link : null);
        grain.When(one => one.Bind(Arg.Any<Guid>(), Arg.Any<string>())).Do(call => Change(call.ArgAt<Guid>(0), link => link with { Companies = [call.ArgAt<string>(1)] }));
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private IEnumerable<SetupLink> OfTenant(string tenantId) => _links.Values.Select(one => one.Link).Where(link => link.TenantId == tenantId).OrderByDescending(link => link.CreatedAt);
}
