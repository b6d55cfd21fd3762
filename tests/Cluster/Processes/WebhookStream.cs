using System.Collections.Concurrent;
using System.Net;
using Jobvite.Cluster.Tests.Postgres;

namespace Jobvite.Cluster.Tests.Processes;

/// <summary>
/// Changes candidates of a company and announces each change, as Jobvite would, until told to stop; a webhook that is not answered with
/// 200 is sent again. Keeps the books of what it sent.
/// </summary>
internal sealed class WebhookStream
{
    private const int Senders = 2;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(80);
    private static readonly TimeSpan PauseAfterRefusal = TimeSpan.FromMilliseconds(500);

    private readonly Company _company;
    private readonly string _connectionString;
    private readonly CancellationTokenSource _enough = new();
    private readonly ConcurrentDictionary<int, int> _attempts = new();
    private readonly ConcurrentDictionary<int, bool> _acknowledged = new();
    private readonly Task _sending;

    public WebhookStream(Company company, string connectionString)
    {
        (_company, _connectionString) = (company, connectionString);
        _sending = Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Send()));
    }

    /// <summary>How many webhooks were answered with 200.</summary>
    public int Acknowledged => _acknowledged.Count;

    /// <summary>Returns once the last webhook is acknowledged.</summary>
    public async Task Stop()
    {
        await _enough.CancelAsync();
        await _sending;
    }

    /// <summary>Every acknowledged event is stored and becomes processed, and none is stored more often than it was sent.</summary>
    public async Task<Ledger> Settle()
    {
        await Wait.Until(
            LocalCluster.Patience,
            async () => await _company.Count("SELECT count(*) FROM webhook_events WHERE company_id = @id AND signature_valid AND status <> 3") == 0,
            () => $"{_company.Id} has events that are not processed.\n{_company.Logs()}");
        var stored = await Rows("true");
        Assert.Empty(_acknowledged.Keys.Except(stored.Keys));
        return new Ledger(
            _company.Id,
            Sent: _attempts.Values.Sum(),
            Events: _attempts.Count,
            Acknowledged: _acknowledged.Count,
            Stored: stored.Values.Sum(),
            Processed: (await Rows("status = 3")).Values.Sum(),
            Doubled: stored.Count(pair => pair.Value > _attempts[pair.Key]));
    }

    /// <summary>Stops sending, whatever became of it.</summary>
    public void Abandon() => _enough.Cancel();

    /// <summary>Event → how many rows it has.</summary>
    private async Task<Dictionary<int, int>> Rows(string condition) => (await Sql.Column(
            _connectionString,
            $"SELECT (convert_from(body, 'UTF8')::json ->> 'n')::int FROM webhook_events WHERE company_id = @id AND signature_valid AND {condition}",
            ("id", _company.Id)))
        .Cast<int>().Where(_attempts.ContainsKey).CountBy(number => number).ToDictionary();

    private async Task Send()
    {
        while (!_enough.IsCancellationRequested)
        {
            var (number, person) = _company.ChangeSomebody();
            while (!await Acknowledges(number, person))
            {
                await Task.Delay(PauseAfterRefusal, TestContext.Current.CancellationToken);
            }

            _acknowledged[number] = true;
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }

    private async Task<bool> Acknowledges(int number, string person)
    {
        _attempts.AddOrUpdate(number, 1, (_, attempts) => attempts + 1);
        using var answer = await _company.Announce(number, person);
        Assert.True(
            answer?.StatusCode is null or HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"A webhook was answered with {answer?.StatusCode}.\n{_company.Logs()}");
        Assert.False(answer?.StatusCode == HttpStatusCode.ServiceUnavailable && answer.Headers.RetryAfter is null, "A 503 without Retry-After.");
        return answer?.StatusCode == HttpStatusCode.OK;
    }
}
