using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>Tells failures of the way to a grain, which pass, from failures of the grain.</summary>
internal static class ClusterTrouble
{
    public static bool Is(Exception exception) => exception is TimeoutException or OrleansException or DataUnavailableException or OperationCanceledException;
}
