using System.Text.Json;
using Jobvite.Grains.Interfaces;
using Jobvite.Sandbox;

namespace Jobvite.Simulation.Tests;

/// <summary>What happens at Jobvite, and the webhooks that tell of it.</summary>
/// <param name="sources">The changes are made at the current one.</param>
/// <param name="time">The world's.</param>
/// <param name="deliver">Takes a webhook.</param>
internal sealed class Happenings(Sources sources, TimeProvider time, Action<WebhookSource, byte[]> deliver)
{
    private readonly List<(DateTimeOffset At, WebhookSource Source, byte[] Body)> _late = [];

    private SandboxWorld Records => sources.Current.World;

    private SandboxCorrections Corrections => sources.Current.World.Corrections;

    private IReadOnlyList<string> JobsEver => sources.Ever[sources.Current].Jobs;

    private IReadOnlyList<string> ProcessesEver => sources.Ever[sources.Current].Processes;

    public void Change(PersonStep step)
    {
        if (step.Change == PersonChange.Add)
        {
            Announce(step, Records.AddCandidate(announce: false), null);
            return;
        }

        if (Person(step.Person) is not { } person)
        {
            return;
        }

        var applications = Records.ApplicationIdsOf(person);
        var application = applications.Count > 0 ? applications[step.Other % applications.Count] : null;
        var other = Person(step.Other) is { } found && found != person ? found : null;
        var isAbout = person;
        switch (step.Change)
        {
            case PersonChange.Edit:
                Records.ChangeCandidate(person, announce: false);
                break;
            case PersonChange.Stage when application is not null:
                Records.ChangeCandidateStage(person, application, step.Other % 2 == 0 ? "Hired" : $"Stage {step.Other}", announce: false);
                break;
            case PersonChange.Merge when other is not null:
                Corrections.Merge(person, other);
                isAbout = other;
                break;
            case PersonChange.MoveApplication when other is not null && application is not null:
                Corrections.MoveApplication(application, other);
                isAbout = other;
                break;
            case PersonChange.DeleteApplication when application is not null:
                Corrections.DeleteApplication(application);
                break;
            case PersonChange.Delete:
                Records.DeleteCandidate(person);
                break;
            case PersonChange.Erase or PersonChange.EraseDatesBack:
                Corrections.Erase(person, datesBack: step.Change == PersonChange.EraseDatesBack);
                break;
            case PersonChange.DateBack or PersonChange.DateBackByAMillisecond or PersonChange.DateFarAhead when application is not null:
                Corrections.SetDate(application, step.Change switch
                {
                    PersonChange.DateBack => time.GetUtcNow().AddDays(-400),
                    PersonChange.DateFarAhead => new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero),
                    _ => time.GetUtcNow().AddMilliseconds(-1),
                });
                break;
            case PersonChange.DocumentsCome or PersonChange.DocumentsReplaced or PersonChange.DocumentsWithdrawn:
                Corrections.SetDocuments(person, Documents(step), dated: step.Other % 3 != 0);
                break;
            default:
                break;
        }

        Announce(step, isAbout, application);
    }

    public void Change(JobStep step)
    {
        var jobs = Records.JobIds;
        if (step.Change == JobChangeKind.Restore)
        {
            if (JobsEver.Count > 0)
            {
                Corrections.RestoreJob(JobsEver[step.Job % JobsEver.Count]);
            }

            return;
        }

        if (jobs.Count == 0)
        {
            return;
        }

        var job = jobs[step.Job % jobs.Count];
        Action<string> change = step.Change switch
        {
            JobChangeKind.Unlist => Corrections.UnlistJob,
            JobChangeKind.Delete => Records.DeleteJob,
            _ => id => Records.ChangeJob(id, step.Job % 2 == 0 ? "Closed" : null, announce: false),
        };
        change(job);
        Send(step.Telling, WebhookSource.Job, new { eventType = "jobUpdate", jobId = job });
    }

    public void Change(ProcessStep step)
    {
        if (step.Change == ProcessChangeKind.Restore && ProcessesEver.Count > 0)
        {
            Corrections.RestoreProcess(ProcessesEver[step.Process % ProcessesEver.Count]);
        }
        else if (step.Change != ProcessChangeKind.Restore && Records.ProcessIds is { Count: > 0 } processes)
        {
            var process = processes[step.Process % processes.Count];
            if (step.Change == ProcessChangeKind.Delete)
            {
                Corrections.DeleteProcess(process);
            }
            else
            {
                Records.ChangeProcessStatus(process, $"status {time.GetUtcNow():HHmmss}", announce: false);
            }

            Send(step.Telling, WebhookSource.Onboarding, new { eventType = "processUpdate", processId = process });
        }
    }

    /// <summary>Delivers the webhooks that are late enough.</summary>
    public void DeliverLate()
    {
        foreach (var due in _late.FindAll(each => each.At <= time.GetUtcNow()))
        {
            _late.Remove(due);
            deliver(due.Source, due.Body);
        }
    }

    public string? Person(int number) => Records.CandidateIds is { Count: > 0 } ids ? ids[number % ids.Count] : null;

    private List<SandboxDocument> Documents(PersonStep step) => step.Change == PersonChange.DocumentsWithdrawn ? [] :
    [
        .. Enumerable.Range(0, 1 + (step.Other % 4)).Select(number => new SandboxDocument(
            number == 0 ? "resume" : "attachment", step.Other % 5 == 0 ? null : number == 0 ? "cv.txt" : "cert.pdf", $"Text {step.Change} {step.Other} {number} of {time.GetUtcNow():O}")
        {
            Inline = number == 0 && step.Other % 2 == 0,
            Id = step.Other % 3 == 0 ? $"d{step.Person}{number}{time.GetUtcNow().Ticks % 100_000}" : null,
        }),
    ];

    private void Announce(PersonStep step, string person, string? application)
    {
        object body = step.Form switch
        {
            CandidateWebhookForm.StageChange => new { url = "https://app.jobvite.example/c", id = person, applicationId = application, oldValue = "New", newValue = "Hired", date = 1 },
            CandidateWebhookForm.RecordedStageChange when application is not null =>
                new { eventType = "workflowUpdate", url = "https://app.jobvite.example/c", id = "e" + application, applicationId = application, oldValue = "New", newValue = "Hired", date = 1 },
            CandidateWebhookForm.ApplicationOnly when application is not null => new { eventType = "workflowUpdate", applicationId = application },
            _ when step.Other % 4 == 0 => new { eventType = "workflowUpdate", candidateId = person, applicationId = application, eeo = new { gender = "Female" } },
            _ => new { eventType = "workflowUpdate", candidateId = person, applicationId = application },
        };
        Send(step.Telling, WebhookSource.Candidate, body);
    }

    private void Send(Telling telling, WebhookSource source, object message)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(message);
        for (var times = telling switch { Telling.Once => 1, Telling.Twice => 2, _ => 0 }; times > 0; times--)
        {
            deliver(source, body);
        }

        if (telling == Telling.Late)
        {
            _late.Add((time.GetUtcNow().AddMinutes(20), source, body));
        }
    }
}
