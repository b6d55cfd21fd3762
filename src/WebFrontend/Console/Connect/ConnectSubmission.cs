using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Layout;
using Jobvite.WebFrontend.Console.Sync;

namespace Jobvite.WebFrontend.Console.Connect;

/// <summary>The connection form: what it does when it is sent, and what came of it. For the console's page and for that of a setup link.</summary>
public sealed class ConnectSubmission
{
    private readonly Visit _visit;

    internal ConnectSubmission(Visit visit, CompanyConfiguration? stored) => (_visit, Fields, Stored) = (visit, new(visit, stored), stored);

    internal ConnectFields Fields { get; }

    /// <summary>The settings as they are.</summary>
    public CompanyConfiguration? Stored { get; private set; }

    public IReadOnlyDictionary<string, string> Errors { get; private set; } = new Dictionary<string, string>();

    /// <summary>What somebody else changed meanwhile, a sentence each.</summary>
    public IReadOnlyList<string> Changes { get; private set; } = [];

    public ConnectionTestResult? Test { get; private set; }

    public ConfigureResult? Saved { get; private set; }

    /// <summary>Tests or saves, as the button says. When a company was connected, its first sync runs.</summary>
    /// <returns>What was saved, when the page has nothing more to say; else null.</returns>
    public async Task<ConfigureResult?> Submit()
    {
        var isTest = _visit.Intent("save", "test") == "test";
        var errors = new InputErrors();
        var command = Fields.Read(errors);
        if (errors.First is { Count: > 0 } seen)
        {
            // What the settings mean is checked as well, so that everything that is wrong is said at once. Jobvite is not asked.
            var rest = await _visit.Tenant.Directory.TestConnection(command with { CheckOnly = true }, _visit.Tenant.Caller, _visit.Ends);
            Errors = FieldLabels.Sorted(seen.Concat(rest.FieldErrors));
            return null;
        }

        if (isTest)
        {
            Test = await _visit.Tenant.Directory.TestConnection(command, _visit.Tenant.Caller, _visit.Ends);
            Errors = FieldLabels.Sorted(Test.FieldErrors);
            return null;
        }

        return await Save(command);
    }

    private async Task<ConfigureResult?> Save(ConfigureCompany command)
    {
        try
        {
            command = await NamedCompany.Require(_visit.Http, _visit.Tenant, command);
            Saved = await _visit.Tenant.Directory.Configure(command, _visit.Tenant.Caller, _visit.Ends);
        }
        catch (RequestRefusedException refused) when (refused.Problem.StatusCode == StatusCodes.Status403Forbidden)
        {
            Saved = new ConfigureResult { Outcome = ConfigureOutcome.Refused, Error = refused.Problem.Error };
            return null;
        }

        Errors = FieldLabels.Sorted(Saved.FieldErrors);
        if (Saved.Outcome == ConfigureOutcome.ChangedMeanwhile)
        {
            // The next save is over the settings as they are now.
            Stored = await _visit.FindCompany() is { } company ? await company.Tenant.GetConfiguration(company.Caller) : null;
            Changes = SettingsSeen.Changes(_visit.Posted(SettingsSeen.FieldsField), Stored);
        }
        else if (Saved.Outcome == ConfigureOutcome.Saved && Stored is null)
        {
            await SyncStart.Everything(new(_visit.Tenant.Grains, CompanyKey.Of(Saved.CompanyId!), _visit.Tenant.Caller), _visit.Ends);
        }
        else if (Saved is { Outcome: ConfigureOutcome.Saved, Warning: not null } && Stored?.SyncConfig.ExcludedFields.Except(command.SyncConfig?.ExcludedFields ?? []).Any() == true)
        {
            // Only this answer says what it takes to get back what was excluded, so the page stays.
            Stored = await (await _visit.GetCompany()).Tenant.GetConfiguration(_visit.Tenant.Caller);
            return null;
        }

        return Saved.Outcome == ConfigureOutcome.Saved ? Saved : null;
    }
}
