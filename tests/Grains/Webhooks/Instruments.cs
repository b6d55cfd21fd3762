using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Jobvite.Grains.Tests.Webhooks;

/// <summary>Makes the grains' instruments outside a silo.</summary>
internal static class Instruments
{
    public static GrainsInstruments Make() =>
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
}
