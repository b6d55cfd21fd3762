using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Layout;

namespace Jobvite.WebFrontend.Console.Sync;

/// <summary>Starts what a form of the console asked for: fields <c>kind</c> (a kind, or all) and <c>mode</c>.</summary>
internal static class SyncStart
{
    private const string All = "all";

    /// <summary>Starts a full run of everything that is switched on: somebody who has just connected waits for nothing else.</summary>
    public static async Task Everything(CompanyScope company, CancellationToken cancellationToken)
    {
        foreach (var kind in Enum.GetValues<SyncKind>())
        {
            await company.Tenant.StartSync(kind, new(SyncMode.Full), company.Caller, cancellationToken);
        }
    }

    /// <returns>Where to go on, or what stands in the way.</returns>
    public static async Task<(string? Path, string? Refusal)> Run(Visit visit)
    {
        var errors = new InputErrors();
        var mode = EnumInput.Read<SyncMode>(visit.Choice("mode", EnumText.Of(SyncMode.Incremental), EnumText.Of(SyncMode.Full)), "mode", errors);
        var kind = visit.Choice("kind", [All, .. Enum.GetValues<SyncKind>().Select(EnumText.Of)]) is not All and var text ? EnumInput.Read<SyncKind>(text, "kind", errors) : null;
        errors.ThrowIfAny();

        var company = await visit.GetCompany();
        SyncKind[] kinds = kind is { } only ? [only] : Enum.GetValues<SyncKind>();
        var runs = new List<SyncRun>();
        foreach (var each in kinds)
        {
            var result = await company.Tenant.StartSync(each, new(mode), company.Caller, visit.Ends);
            if (result.Outcome == StartSyncOutcome.NotConfigured)
            {
                return (null, "Jobvite is not connected. Connect it first.");
            }

            if (result.Run is { } run)
            {
                runs.Add(run);
            }
        }

        return runs switch
        {
            [] => (null, kind is null ? "Everything is turned off in the settings." : "This is turned off in the settings."),
            [var one] => (RunText.PathOf(one), null),
            _ => ("/sync?done=started", null),
        };
    }
}
