using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Activity;
using Jobvite.WebFrontend.Console.Layout;
using Jobvite.WebFrontend.Console.Records;

namespace Jobvite.WebFrontend.Console.Webhooks;

/// <summary>The log of what arrived.</summary>
public sealed partial class WebhooksPage
{
    private const int HoursShown = 24;
    private const int DaysShown = 14;

    private static readonly SortChoice[] Choices = [SortChoice.Received];

    private WebhookFilter _filter = new();
    private Listing _listing = null!;
    private Page<WebhookView> _webhooks = null!;
    private RecordNames _names = null!;
    private CompanyActivity _activity = null!;
    private bool _hourly;

    // What went wrong with several of the page's webhooks is said once, above them.
    private string? _cause;

    protected override async Task OnInitializedAsync()
    {
        var errors = new InputErrors();
        _listing = Listing.Of(Visit, errors);
        _filter = new WebhookQuery
        {
            Status = Visit.Asked("status"),
            Source = Visit.Asked("source"),
            EventType = Visit.Asked("eventType"),
        }.Read(errors) with
        {
            Loose = true,
            DateFrom = Visit.Zone.From(Visit.Asked("dateFrom"), "dateFrom", errors),
            DateTo = Visit.Zone.Until(Visit.Asked("dateTo"), "dateTo", errors),
        };
        if (_filter.DateTo < _filter.DateFrom)
        {
            errors.Add("dateTo", "must not be before the first day.");
        }

        errors.ThrowIfAny();
        _hourly = Visit.Asked("chart") == "hours";
        var records = (await Visit.GetCompany()).Records;
        var activity = ActivityDays.Read(records, Visit.Zone, _hourly ? ActivityUnit.Hour : ActivityUnit.Day, _hourly ? HoursShown : DaysShown, Time.GetUtcNow(), Visit.Ends);
        _webhooks = await records.ListWebhooks(_filter, _listing.Page, Visit.Ends);
        _names = await records.GetNames([.. Ids(WebhookSource.Job)], [.. Ids(WebhookSource.Candidate)], Visit.Ends);
        _cause = _webhooks.Items.Select(one => one.ErrorMessage).OfType<string>().GroupBy(cause => cause, StringComparer.Ordinal).Where(same => same.Count() > 1).MaxBy(same => same.Count())?.Key;
        _activity = await activity;
    }

    private string Here => $"{Visit.Http.Request.Path}{Visit.Http.Request.QueryString}";

    private IEnumerable<string> Ids(WebhookSource source) => _webhooks.Items.Where(one => one.Source == source).Select(one => one.JobviteEntityId).OfType<string>();

    private async Task Replay()
    {
        // The address holds the filter, as it does for the list: what is queued is what was shown, and what came meanwhile.
        if (_filter.Status is not (WebhookStatus.Dead or WebhookStatus.Failed))
        {
            throw InputErrors.Of("status", "must be dead or failed: filter by one of them before you replay.");
        }

        var company = await Visit.GetCompany();
        var queued = await company.Tenant.ReplayWebhooks(_filter, company.Caller, Visit.Ends);
        Navigation.NavigateTo(Query.Link("/webhooks", ("replayed", queued)));
    }
}
