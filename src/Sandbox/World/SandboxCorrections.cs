namespace Jobvite.Sandbox;

/// <summary>
/// What happens to records beyond everyday edits: people are merged, erased or given another's application, documents come and go, jobs
/// leave the list. Nothing announces most of it. An unknown id is a <see cref="KeyNotFoundException"/>.
/// </summary>
public sealed class SandboxCorrections
{
    private readonly SandboxWorld _world;
    private readonly Lock _writing;
    private readonly TimeProvider _time;

    internal SandboxCorrections(SandboxWorld world, Lock writing, TimeProvider time) => (_world, _writing, _time) = (world, writing, time);

    private People People => _world.People;

    /// <summary>Gives all applications of one person to another; the first is gone then.</summary>
    public void Merge(string candidateId, string intoCandidateId, bool announce = false)
    {
        lock (_writing)
        {
            var (from, into) = Two(candidateId, intoCandidateId);
            foreach (var entry in People.EntriesOf(from).Where(static entry => entry.HasApplication))
            {
                People.Give(entry, into);
            }

            People.Delete(from);
            People.Edit(into, _time.GetUtcNow());
        }

        Announce(intoCandidateId, null, announce);
    }

    /// <summary>Gives an application to another person. Its former owner stays, without any application if it was the only one.</summary>
    public void MoveApplication(string applicationId, string toCandidateId, bool announce = false)
    {
        lock (_writing)
        {
            var entry = Application(applicationId);
            var (_, to) = Two(_world.Ids.Candidate(People.Owner(entry)), toCandidateId);
            People.Give(entry, to);
        }

        Announce(toCandidateId, applicationId, announce);
    }

    /// <summary>Deletes an application; its person stays, without any if it was the only one.</summary>
    public void DeleteApplication(string applicationId)
    {
        lock (_writing)
        {
            People.Delete(Application(applicationId));
        }
    }

    /// <summary>Takes name, address and documents out of a person's record.</summary>
    /// <param name="candidateId">Whose.</param>
    /// <param name="datesBack">Whether the record's dates go back to what they were before any edit.</param>
    /// <param name="announce">Whether a webhook tells of it.</param>
    public void Erase(string candidateId, bool datesBack = false, bool announce = false)
    {
        lock (_writing)
        {
            People.Erase(_world.Person(candidateId), datesBack);
        }

        Announce(candidateId, null, announce);
    }

    /// <summary>Gives a person another name, address and number.</summary>
    public void Name(string candidateId, SandboxPerson person, bool announce = false)
    {
        ArgumentNullException.ThrowIfNull(person);
        lock (_writing)
        {
            People.Name(_world.Person(candidateId), person, _time.GetUtcNow());
        }

        Announce(candidateId, null, announce);
    }

    /// <summary>Sets the date of an application's last change, to any time.</summary>
    public void SetDate(string applicationId, DateTimeOffset at)
    {
        lock (_writing)
        {
            People.Date(Application(applicationId), at);
        }
    }

    /// <summary>
    /// Replaces the person's documents: none withdraws them. Of those that come inline only the first is shown, as a resume.
    /// </summary>
    /// <param name="candidateId">Whose.</param>
    /// <param name="documents">All that there are from now on.</param>
    /// <param name="dated">Whether the record counts as changed now, so that a list since today has it.</param>
    /// <param name="announce">Whether a webhook tells of it.</param>
    public void SetDocuments(string candidateId, IReadOnlyList<SandboxDocument> documents, bool dated = true, bool announce = false)
    {
        ArgumentNullException.ThrowIfNull(documents);
        lock (_writing)
        {
            People.SetDocuments(_world.Person(candidateId), documents, dated ? _time.GetUtcNow() : null);
        }

        Announce(candidateId, null, announce);
    }

    /// <summary>Takes a job out of lists, though its id still finds it.</summary>
    public void UnlistJob(string jobId)
    {
        lock (_writing)
        {
            _world.Requisitions.List(_world.Job(jobId), listed: false);
        }
    }

    /// <summary>Brings back a job that was deleted or taken out of lists.</summary>
    public void RestoreJob(string jobId)
    {
        lock (_writing)
        {
            _ = _world.Requisitions.Restore(jobId) ?? throw new KeyNotFoundException($"There never was a job '{jobId}' in this sandbox.");
        }
    }

    public void DeleteProcess(string processId)
    {
        lock (_writing)
        {
            _world.NewHires.Delete(_world.Process(processId));
        }
    }

    /// <summary>Brings back a process that was deleted.</summary>
    public void RestoreProcess(string processId)
    {
        lock (_writing)
        {
            _ = _world.NewHires.Restore(processId) ?? throw new KeyNotFoundException($"There never was a process '{processId}' in this sandbox.");
        }
    }

    private (int From, int To) Two(string fromCandidateId, string toCandidateId)
    {
        var (from, to) = (_world.Person(fromCandidateId), _world.Person(toCandidateId));
        return from != to ? (from, to) : throw new ArgumentException("These must be two people.", nameof(toCandidateId));
    }

    private CandidateEntry Application(string applicationId) =>
        People.FindApplication(applicationId) ?? throw new KeyNotFoundException($"There is no application '{applicationId}' in this sandbox.");

    private void Announce(string candidateId, string? applicationId, bool announce) =>
        _world.Announce(announce, _world.Named(_world.Entry(candidateId, applicationId), _time.GetUtcNow()));
}
