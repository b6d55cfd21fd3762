using Jobvite.Client;
using Jobvite.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Health;

/// <summary>Why a webhook was not taken. The numbers are stored.</summary>
internal enum WebhookTrouble
{
    /// <summary>Its signature does not match.</summary>
    BadSignature = 0,

    /// <summary>It has a signature, and no key is stored to check it with.</summary>
    NoKey = 1,

    /// <summary>The stored key cannot be read.</summary>
    KeyUnreadable = 2,

    /// <summary>The database did not store it.</summary>
    NotStored = 3,

    /// <summary>It has no signature.</summary>
    Unsigned = 4,
}

/// <summary>
/// Collects what came of every contact with Jobvite and of every webhook, and saves it: a change between good and bad within a second,
/// the rest at most once a minute, so that a run of 500 requests writes a handful of rows. A silo that dies loses a second. Thread-safe.
/// </summary>
internal sealed partial class ContactRecorder(IHealthStore store, GrainsInstruments instruments, TimeProvider time, ILogger<ContactRecorder> logger) : BackgroundService
{
    private static readonly ContactPoint[] Points = Enum.GetValues<ContactPoint>();
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenFailures = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenOthers = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Company, ContactPoint Point), Pending> _points = [];
    private readonly Dictionary<string, int> _refusals = [];
    private readonly SemaphoreSlim _saving = new(1, 1);
    private DateTimeOffset _refusalsSavedAt;

    /// <summary>An HTTP attempt at Jobvite has ended.</summary>
    /// <param name="companyId">For whom it was.</param>
    /// <param name="endpoint">Where.</param>
    /// <param name="failure">Null when Jobvite answered as asked. That there is no such record is an answer, too.</param>
    public void Attempted(string companyId, JobviteEndpoint endpoint, JobviteFailure? failure)
    {
        instruments.JobviteContacted(endpoint, failure?.Kind);
        var bad = failure is { Kind: not FailureKind.NotFound } ? failure : null;
        Note(companyId, PointOf(endpoint), bad is null, (int)(bad?.Kind ?? 0), bad?.Message, bad?.WhatToDo);
    }

    /// <summary>A webhook of a connected company came and bears the right signature.</summary>
    public void WebhookCame(string companyId) => Note(companyId, ContactPoint.Webhooks, true, 0, null, null);

    /// <summary>A webhook of a connected company was not taken. One without a signature may be anybody's: it is counted and nothing else.</summary>
    public void WebhookRefused(string companyId, WebhookTrouble trouble)
    {
        if (trouble is not (WebhookTrouble.KeyUnreadable or WebhookTrouble.NotStored))
        {
            lock (_lock)
            {
                _refusals[companyId] = _refusals.GetValueOrDefault(companyId) + 1;
            }
        }

        if (trouble != WebhookTrouble.Unsigned)
        {
            Note(companyId, ContactPoint.Webhooks, false, (int)trouble, null, null);
        }
    }

    /// <summary>Saves what is due, or everything of one company.</summary>
    /// <exception cref="StorageUnavailableException">It is saved later.</exception>
    public async Task Flush(string? companyId, CancellationToken cancellationToken, bool everything = false)
    {
        await _saving.WaitAsync(cancellationToken);
        try
        {
            await SaveRefusals(companyId, everything, cancellationToken);
            var taken = companyId is null ? TakeAll(everything) : TakeOf(companyId);
            if (taken.Count == 0)
            {
                return;
            }

            try
            {
                await store.SaveContacts([.. taken.Select(one => one.Contacts)], cancellationToken);
            }
            catch
            {
                PutBack(taken);
                throw;
            }
        }
        finally
        {
            _saving.Release();
        }
    }

    public override void Dispose()
    {
        _saving.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Look, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await Flush(null, CancellationToken.None, everything: stoppingToken.IsCancellationRequested);
            }
            catch (Exception exception)
            {
                LogNotSaved(exception);
            }
        }
    }

    private static ContactPoint PointOf(JobviteEndpoint endpoint) => endpoint switch
    {
        JobviteEndpoint.Job => ContactPoint.Job,
        JobviteEndpoint.Candidate => ContactPoint.Candidate,
        _ => ContactPoint.Onboarding,
    };

    private void Note(string companyId, ContactPoint point, bool good, int kind, string? error, string? whatToDo)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (!_points.TryGetValue((companyId, point), out var pending))
            {
                _points[(companyId, point)] = pending = new Pending();
            }

            pending.Add(good, kind, error, whatToDo, now);
        }
    }

    private List<(Pending Point, NewContacts Contacts)> TakeAll(bool everything)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            return [.. _points.Where(one => one.Value.HasNews && (everything || one.Value.IsDue(now))).Select(one => (one.Value, one.Value.Take(one.Key.Company, one.Key.Point, now)))];
        }
    }

    // By its keys: it is called for each company in turn, and there may be ten thousand.
    private List<(Pending Point, NewContacts Contacts)> TakeOf(string companyId)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            return
            [
                .. Points.Select(point => (Point: point, Pending: _points.GetValueOrDefault((companyId, point))))
                    .Where(static one => one.Pending is { HasNews: true })
                    .Select(one => (one.Pending!, one.Pending!.Take(companyId, one.Point, now))),
            ];
        }
    }

    private async Task SaveRefusals(string? companyId, bool everything, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        List<NewRefusals> taken;
        lock (_lock)
        {
            var all = everything || (companyId is null && now - _refusalsSavedAt >= BetweenFailures);
            taken = all ? [.. _refusals.Select(one => new NewRefusals(one.Key, now, one.Value))]
                : companyId is not null && _refusals.TryGetValue(companyId, out var refused) ? [new NewRefusals(companyId, now, refused)]
                : [];
            taken.ForEach(one => _refusals.Remove(one.CompanyId));
            _refusalsSavedAt = all ? now : _refusalsSavedAt;
        }

        if (taken.Count == 0)
        {
            return;
        }

        try
        {
            await store.SaveRefusals(taken, cancellationToken);
        }
        catch
        {
            lock (_lock)
            {
                taken.ForEach(one => _refusals[one.CompanyId] = _refusals.GetValueOrDefault(one.CompanyId) + one.Count);
            }

            throw;
        }
    }

    private void PutBack(List<(Pending Point, NewContacts Contacts)> taken)
    {
        lock (_lock)
        {
            taken.ForEach(one => one.Point.PutBack(one.Contacts));
        }
    }

    [LoggerMessage(LogLevel.Warning, "What came of contacts with Jobvite could not be saved; it is tried again in a second")]
    private partial void LogNotSaved(Exception exception);

    /// <summary>One point: how it stands, and what came of its contacts since they were saved.</summary>
    private sealed class Pending
    {
        private bool? _good;
        private DateTimeOffset _since;
        private DateTimeOffset _lastContactAt;
        private DateTimeOffset? _lastSuccessAt;
        private int _failures;
        private int _kind;
        private string? _error;
        private string? _whatToDo;
        private bool _changed;
        private DateTimeOffset _savedAt;

        public bool HasNews { get; private set; }

        public bool IsDue(DateTimeOffset now) => _changed || now - _savedAt >= (_good == true ? BetweenOthers : BetweenFailures);

        public void Add(bool good, int kind, string? error, string? whatToDo, DateTimeOffset now)
        {
            _changed |= good != _good || kind != _kind;
            _since = good == _good ? _since : now;
            (_good, _lastContactAt, _kind, _error, _whatToDo, HasNews) = (good, now, kind, error, whatToDo, true);
            (_lastSuccessAt, _failures) = good ? (now, 0) : (_lastSuccessAt, _failures + 1);
        }

        public NewContacts Take(string companyId, ContactPoint point, DateTimeOffset now)
        {
            var taken = new NewContacts(companyId, point, _lastContactAt, _lastSuccessAt, _failures, _since, _kind, _error, _whatToDo);
            (_lastSuccessAt, _failures, HasNews, _changed, _savedAt) = (null, 0, false, false, now);
            return taken;
        }

        public void PutBack(NewContacts contacts)
        {
            _failures += _lastSuccessAt is null ? contacts.Failures : 0;
            _lastSuccessAt ??= contacts.LastSuccessAt;
            (HasNews, _changed) = (true, true);
        }
    }
}
