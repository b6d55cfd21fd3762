using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Sync;

namespace Jobvite.WebFrontend.Console.Connect;

/// <summary>Connects a company, and changes how it is connected.</summary>
public sealed partial class ConnectPage
{
    private static readonly Dictionary<string, string> Done = new(StringComparer.Ordinal)
    {
        ["saved"] = "Saved.",
        ["rotated"] = "A new key pair is in use. Send the public key below to Jobvite.",
        ["disconnected"] = "Jobvite is disconnected. The stored records are kept.",
        ["deleted"] = "Jobvite is disconnected, and every stored record is deleted.",
        ["deleting"] = "Jobvite is disconnected. The stored records are hidden and are being deleted.",
    };

    private CompanyConfiguration? _stored;
    private WebhookUrls? _webhooks;
    private ConnectFields? _fields;
    private IReadOnlyDictionary<string, string> _errors = new Dictionary<string, string>();
    private IReadOnlyList<string> _changes = [];
    private ConnectionTestResult? _test;
    private ConfigureResult? _saved;
    private string? _disconnectError;
    private string? _rotateError;

    protected override async Task OnInitializedAsync()
    {
        if (await Visit.FindCompany() is { } company)
        {
            _stored = await company.Tenant.GetConfiguration(company.Caller);
            _webhooks = WebhookUrls.Of(WebhookUrls.BaseUrl(Visit.Http.Request, Settings.Value), company.CompanyId);
        }

        _fields = new(Visit, _stored);
    }

    private async Task Submit()
    {
        var isTest = Visit.Intent("save", "test") == "test";
        var errors = new InputErrors();
        var command = _fields!.Read(errors);
        if (errors.First is { Count: > 0 } seen)
        {
            // What the settings mean is checked as well, so that everything that is wrong is said at once. Jobvite is not asked.
            var rest = await Visit.Tenant.Directory.TestConnection(command with { CheckOnly = true }, Visit.Tenant.Caller, Visit.Ends);
            _errors = FieldLabels.Sorted(seen.Concat(rest.FieldErrors));
            return;
        }

        if (isTest)
        {
            _test = await Visit.Tenant.Directory.TestConnection(command, Visit.Tenant.Caller, Visit.Ends);
            _errors = FieldLabels.Sorted(_test.FieldErrors);
            return;
        }

        await Save(command);
    }

    private async Task Save(ConfigureCompany command)
    {
        try
        {
            command = await NamedCompany.Require(Visit.Http, Visit.Tenant, command);
            _saved = await Visit.Tenant.Directory.Configure(command, Visit.Tenant.Caller, Visit.Ends);
        }
        catch (RequestRefusedException refused) when (refused.Problem.StatusCode == StatusCodes.Status403Forbidden)
        {
            _saved = new ConfigureResult { Outcome = ConfigureOutcome.Refused, Error = refused.Problem.Error };
            return;
        }

        _errors = FieldLabels.Sorted(_saved.FieldErrors);
        if (_saved.Outcome == ConfigureOutcome.ChangedMeanwhile)
        {
            // The next save is over the settings as they are now.
            _stored = await Visit.FindCompany() is { } company ? await company.Tenant.GetConfiguration(company.Caller) : null;
            _changes = SettingsSeen.Changes(Visit.Posted(SettingsSeen.FieldsField), _stored);
        }
        else if (_saved.Outcome == ConfigureOutcome.Saved && _stored is null)
        {
            await SyncStart.Everything(new(Visit.Tenant.Grains, CompanyKey.Of(_saved.CompanyId!), Visit.Tenant.Caller), Visit.Ends);
            Navigation.NavigateTo("/setup");
        }
        else if (_saved is { Outcome: ConfigureOutcome.Saved, Warning: not null } && _stored?.SyncConfig.ExcludedFields.Except(command.SyncConfig?.ExcludedFields ?? []).Any() == true)
        {
            // Only this answer says what it takes to get back what was excluded.
            _stored = await (await Visit.GetCompany()).Tenant.GetConfiguration(Visit.Tenant.Caller);
        }
        else if (_saved.Outcome == ConfigureOutcome.Saved)
        {
            Navigation.NavigateTo(_saved.Warning is null ? "/connect?done=saved" : "/setup?done=saved");
        }
    }

    private async Task Rotate()
    {
        // A second pair would make the first one's public half, which may be on its way to Jobvite, worthless.
        if (Visit.Posted(SettingsSeen.VersionField) != $"{_stored?.Version}")
        {
            _rotateError = "The settings were changed while this page was open, and no pair was made. Look at the public key above: somebody may have made a new pair already.";
            return;
        }

        var company = await Visit.GetCompany();
        await company.Tenant.RotateKeys(company.Caller, Visit.Ends);
        Navigation.NavigateTo("/connect?done=rotated#key");
    }

    private async Task Disconnect()
    {
        if (Visit.Posted("confirm")?.Trim() != _stored?.CompanyId)
        {
            _disconnectError = $"Nothing was disconnected: that is not the company ID, {_stored?.CompanyId}.";
            return;
        }

        var delete = Visit.Posted("deleteData") is not null;
        await Visit.Tenant.Directory.Disconnect(delete, Visit.Tenant.Caller, Visit.Ends);
        var ended = await Visit.Tenant.Directory.GetDeletion() is null;
        Navigation.NavigateTo($"/connect?done={(!delete ? "disconnected" : ended ? "deleted" : "deleting")}");
    }
}
