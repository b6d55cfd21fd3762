using Jobvite.Grains.Interfaces;

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
    private ConnectSubmission? _form;
    private string? _disconnectError;
    private string? _rotateError;

    protected override async Task OnInitializedAsync()
    {
        if (await Visit.FindCompany() is { } company)
        {
            _stored = await company.Tenant.GetConfiguration(company.Caller);
            _webhooks = WebhookUrls.Of(WebhookUrls.BaseUrl(Visit.Http.Request, Settings.Value), company.CompanyId);
        }

        _form = new(Visit, _stored);
    }

    private async Task Submit()
    {
        var isNew = _stored is null;
        if (await _form!.Submit() is { } saved)
        {
            Navigation.NavigateTo(isNew ? "/setup" : saved.Warning is null ? "/connect?done=saved" : "/setup?done=saved");
        }

        _stored = _form.Stored;
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
