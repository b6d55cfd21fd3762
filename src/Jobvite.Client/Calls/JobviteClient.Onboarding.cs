using System.Security.Cryptography;

namespace Jobvite.Client;

internal sealed partial class JobviteClient
{
    public IAsyncEnumerable<JobvitePage<JobviteProcess>> ReadProcessPagesAsync(ProcessPageRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        PageWalk.Check(request.Reading);
        OnboardingBody.Check(request.Filters);
        return PageWalk.ReadAsync(
            request.Reading,
            (ask, token) => FetchSealedAsync("process", OnboardingBody.Processes(request, ask.Start, ask.Count), request.Filters.Count > 0, RecordShapes.Process, ask.MayBeNothing, token),
            ct);
    }

    public IAsyncEnumerable<JobvitePage<JobviteTask>> ReadTaskPagesAsync(TaskPageRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        PageWalk.Check(request.Reading);
        var filters = OnboardingBody.TaskFilters(request);
        return PageWalk.ReadAsync(
            request.Reading,
            (ask, token) => FetchSealedAsync("task", OnboardingBody.Tasks(request, filters, ask.Start, ask.Count), filters.Count > 0, RecordShapes.Task, ask.MayBeNothing, token),
            ct);
    }

    public async Task UpdateMilestonesAsync(MilestoneUpdate update, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(update);
        var request = Post("milestone", OnboardingBody.Milestones(update)) with
        {
            Repeatable = false,
            EmptyAnswerAllowed = true,

            // The milestone has been written by the time this is read: a plain "success" is taken for what it says.
            Unwrap = body => OnboardingEnvelope.IsEnvelope(body.Span) ? Open(body) : body.ToArray(),
        };
        using var answer = await caller.CallAsync(request, connection, gate, ct).ConfigureAwait(false);
    }

    private async Task ProbeOnboardingAsync(CancellationToken ct)
    {
        var request = Post("process", OnboardingBody.Processes(new ProcessPageRequest(), start: 0, count: 1)) with { Unwrap = Open, Once = true };
        await FetchAsync(request, RecordShapes.Process, mayBeNothing: true, ct).ConfigureAwait(false);
    }

    private Task<RawPage<T>> FetchSealedAsync<T>(string path, byte[] body, bool filtered, RecordShape<T> shape, bool mayBeNothing, CancellationToken ct)
        => FetchAsync(Post(path, body) with { Unwrap = Open, Filtered = filtered }, shape, mayBeNothing, ct);

    private WireRequest Post(string path, byte[] body)
    {
        var name = connection.PluralOnboardingPaths ? path == "process" ? "processes" : path + "s" : path;
        return new WireRequest(JobviteEndpoint.Onboarding, BaseUrl.Combine(connection.OnboardingBaseUrl, "/" + name)) { Body = Seal(body) };
    }

    // Keys are looked at before anything is sent: a request whose answer cannot be opened would be a request wasted.
    private byte[] Seal(byte[] json)
    {
        if (string.IsNullOrWhiteSpace(connection.JobvitePublicKey))
        {
            throw Refused("Jobvite's public RSA key is not configured.", "Ask Jobvite for the public key of its onboarding API and put it into the settings.");
        }

        if (connection.OurPrivateKeys.Count == 0)
        {
            throw Refused("There is no RSA key of our own to open onboarding answers with.", "Switch onboarding on in the settings to create a pair, and give Jobvite the public half.");
        }

        using var recipient = Import(connection.JobvitePublicKey, "Jobvite's public RSA key", RsaKeyText.ImportPublic);
        foreach (var text in connection.OurPrivateKeys)
        {
            Import(text, "Our private RSA key", RsaKeyText.ImportPrivate).Dispose();
        }

        return OnboardingEnvelope.Seal(json, recipient);
    }

    private byte[] Open(ReadOnlyMemory<byte> envelope)
    {
        var keys = new List<RSA>(connection.OurPrivateKeys.Count);
        try
        {
            keys.AddRange(connection.OurPrivateKeys.Select(RsaKeyText.ImportPrivate));
            return OnboardingEnvelope.Open(envelope.Span, keys);
        }
        finally
        {
            keys.ForEach(static key => key.Dispose());
        }
    }

    private RSA Import(string text, string which, Func<string, RSA> import)
    {
        try
        {
            return import(text);
        }
        catch (RsaKeyException exception)
        {
            throw Refused($"{which} cannot be used.", exception.Message);
        }
    }

    private JobviteException Refused(string problem, string whatToDo)
        => new(new FailureText(JobviteEndpoint.Onboarding, connection, null, null).Refused(problem, whatToDo) with { NothingSent = true });
}
