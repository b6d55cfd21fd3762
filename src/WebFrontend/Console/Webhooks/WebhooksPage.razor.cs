using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Layout;
using Jobvite.WebFrontend.Console.Records;

namespace Jobvite.WebFrontend.Console.Webhooks;

/// <summary>The log of what arrived.</summary>
public sealed partial class WebhooksPage
{
    /// <summary>How often the list is shown anew while somebody follows it.</summary>
    private const int LiveSeconds = 5;

    private const string Chosen = "ids";

    private static readonly SortChoice[] Choices = [SortChoice.Received];

    private WebhookFilter _filter = new();
    private WebhookRange _range = WebhookRange.All[0];
    private Listing _listing = null!;
    private Page<WebhookView>? _webhooks;
    private RecordNames _names = null!;
    private CompanyActivity? _activity;
    private WebhookDigest _digest = new();

    // What went wrong with several of the page's webhooks is said once, above them.
    private string? _cause;

    private bool _isCauseGone;
    private string? _refused;

    protected override async Task OnInitializedAsync()
    {
        var errors = new InputErrors();
        _listing = Listing.Of(Visit, errors);
        _range = WebhookRange.Read(Visit, errors);
        var (from, until) = Visit.Zone.Span(Visit.Http.Request.Query, "dateFrom", "dateTo", errors);
        _filter = new WebhookQuery
        {
            Status = Visit.Asked("status"),
            Source = Visit.Asked("source"),
            EventType = Visit.Asked("eventType"),
        }.Read(errors) with
        {
            Loose = true,
            DateFrom = from,
            DateTo = until,
        };
        errors.ThrowIfAny();
        var records = (await Visit.GetCompany()).Records;
        var starts = _range.Starts(Visit.Zone, Time.GetUtcNow());

        // Whoever types or follows the list sees nothing else anew.
        var activity = Visit.WantsPart ? null : records.GetActivitySince(_range.Unit, starts, Visit.Ends);
        if (!Visit.WantsPart || Visit.Asked("cause") is not null)
        {
            _digest = await records.GetWebhookDigest(starts[0], Visit.Ends);
        }

        if (Visit.Asked("cause") is { } key)
        {
            _filter = _filter with { Cause = SentenceOf(key) };
            _isCauseGone = _filter.Cause is null;
        }

        var found = await records.ListWebhooks(_filter, _listing.Page, Visit.Ends);
        _names = await records.GetNames([.. Ids(found, WebhookSource.Job)], [.. Ids(found, WebhookSource.Candidate)], Visit.Ends);
        _cause = found.Items.Select(one => one.ErrorMessage).OfType<string>().GroupBy(cause => cause, StringComparer.Ordinal).Where(same => same.Count() > 1).MaxBy(same => same.Count())?.Key;
        _activity = activity is null ? null : await activity;
        _webhooks = found;
    }

    private string Here => $"{Visit.Http.Request.Path}{Visit.Http.Request.QueryString}";

    private bool IsLive => Visit.Asked("live") == "on";

    /// <summary>A span that a bar of the chart stands for, which is no whole day.</summary>
    private bool IsSpan => Visit.Asked("dateFrom")?.Contains('T', StringComparison.Ordinal) is true || Visit.Asked("dateTo")?.Contains('T', StringComparison.Ordinal) is true;

    private bool MayChoose => Visit.MayManage && !IsLive;

    private long Received => _activity?.Counts.Sum(one => (long)one.WebhooksReceived) ?? 0;

    private long Rejected => _activity?.Counts.Sum(one => (long)one.WebhooksRejected) ?? 0;

    /// <summary>Of those that came to an end, how many were applied; rounded down. Null without any.</summary>
    private string? SuccessRate
    {
        get
        {
            var applied = _activity?.Counts.Sum(one => (long)one.WebhooksProcessed) ?? 0;
            var ended = applied + (_activity?.Counts.Sum(one => (long)one.WebhooksDead) ?? 0);
            return ended == 0 ? null : applied == ended ? "100 %" : (Math.Floor(1000d * applied / ended) / 10).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture) + " %";
        }
    }

    private static IEnumerable<string> Ids(Page<WebhookView> found, WebhookSource source) => found.Items.Where(one => one.Source == source).Select(one => one.JobviteEntityId).OfType<string>();

    private static bool CanBeReplayed(WebhookView webhook) => webhook is { Status: not WebhookStatus.Rejected, JobviteEntityId: not null };

    private string? SentenceOf(string key) => _digest.Causes.FirstOrDefault(cause => ReplayText.KeyOf(cause.Sentence) == key)?.Sentence;

    private bool IsChosen(Guid id) => _refused is not null && Visit.Http.Request.Form[Chosen].Contains($"{id}");

    private async Task Replay()
    {
        // The address holds the filter, as it does for the list: what is queued is what was shown, and what came meanwhile.
        if (_filter.Status is not (WebhookStatus.Dead or WebhookStatus.Failed) || _filter.Cause is not null || _isCauseGone)
        {
            throw InputErrors.Of("status", "must be dead or failed: filter by one of them before you replay.");
        }

        var company = await Visit.GetCompany();
        var queued = await company.Tenant.ReplayWebhooks(_filter, company.Caller, Visit.Ends);
        Navigation.NavigateTo(Query.Link("/webhooks", ("replayed", queued)));
    }

    private async Task ReplayChosen()
    {
        var ids = Visit.Http.Request.Form[Chosen].Select(text => Guid.TryParseExact(text, "D", out var id) ? id : throw InputErrors.Of(Chosen, "must be ids of webhooks.")).Distinct().ToList();
        if (ids.Count is 0 or > WebhookReplay.MostChosen)
        {
            _refused = ids.Count == 0
                ? "Tick at least one webhook. Nothing was queued again."
                : $"Tick at most {WebhookReplay.MostChosen} webhooks at once; you ticked {Spoken.Count(ids.Count)}. Nothing was queued again.";
            return;
        }

        var company = await Visit.GetCompany();
        Navigation.NavigateTo(ReplayText.Link(Visit.Http.Request, await company.Tenant.ReplayChosen([.. ids], company.Caller, Visit.Ends)));
    }

    private async Task ReplayCause()
    {
        if (SentenceOf(Visit.Posted("cause") ?? "") is not { } sentence)
        {
            _refused = "No failed or dead webhook has this cause any more. Nothing was queued again.";
            return;
        }

        var company = await Visit.GetCompany();
        Navigation.NavigateTo(ReplayText.Link(Visit.Http.Request, await company.Tenant.ReplayCause(sentence, company.Caller, Visit.Ends)));
    }
}
