using Jobvite.Client;
using Jobvite.Grains.Budget;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Refreshes;
using Jobvite.Grains.Runs;
using Jobvite.Storage;

namespace Jobvite.Grains.Onboarding;

/// <summary>
/// Writes milestones to Jobvite, once, and reads the process again. What Jobvite took is reported as taken even if the reading fails, what it
/// refused as refused; where its answer does not tell, the process that was read does, or the result is that nobody knows.
/// </summary>
/// <param name="client">Leases what it sends.</param>
/// <param name="connection">The company's connection.</param>
/// <param name="pages">Reads the process again.</param>
/// <param name="reader">Shows what is stored.</param>
/// <param name="time">The clock.</param>
internal sealed class MilestoneWriter(IJobviteClient client, CompanyConnection connection, OnboardingSource pages, IRecordReader reader, TimeProvider time)
{
    /// <summary>For reading the process again. With the one attempt before it, it stays below what the caller waits.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    public async Task<MilestoneResult> Write(string processId, MilestoneChange change, CancellationToken cancellationToken)
    {
        JobviteFailure? doubt = null;
        try
        {
            var operation = change.Operation == MilestoneOperation.Set ? MilestoneAction.Set : MilestoneAction.Add;
            await client.UpdateMilestonesAsync(new MilestoneUpdate([processId], change.Milestones, operation), cancellationToken);
        }
        catch (OutdatedConnectionException outdated)
        {
            return new MilestoneResult { Found = true, Error = outdated.Message, WhatToDo = "Look at the process, and send them again." };
        }
        catch (BudgetExhaustedException exhausted)
        {
            return new MilestoneResult { Found = true, Error = exhausted.Message, WhatToDo = "Try again later.", RetryAfter = exhausted.RetryAfter };
        }
        catch (JobviteException exception) when (!MayBeTaken(exception.Failure))
        {
            var failure = exception.Failure;
            return new MilestoneResult { Found = true, Error = failure.Message, WhatToDo = failure.WhatToDo, RetryAfter = failure.RetryAfter };
        }
        catch (JobviteException exception)
        {
            doubt = exception.Failure;
        }

        var (process, problem) = await ReadAgain(processId, cancellationToken);
        if (doubt is null)
        {
            return new MilestoneResult
            {
                Found = true,
                Process = process,
                Note = problem is null ? null : $"The process could not be read again, so what is shown here may be older. {problem}",
            };
        }

        if (problem is null && process is not null && Shows(process, change))
        {
            return new MilestoneResult { Found = true, Process = process };
        }

        var seen = problem is null ? "The process does not show them." : $"The process could not be read again either. {problem}";
        return new MilestoneResult
        {
            Found = true,
            Unknown = true,
            Error = $"It is not known whether Jobvite took the milestones. {doubt.Message} {seen}",
            WhatToDo = "Look at the process in a minute, and send them again only if they are not there.",
        };
    }

    /// <summary>A refusal is an answer; silence, an answer that cannot be read, and words that are no known refusal are not.</summary>
    internal static bool MayBeTaken(JobviteFailure failure) => !failure.NothingSent
        && (failure.Kind is FailureKind.Unavailable or FailureKind.Malformed || failure is { Kind: FailureKind.Rejected, HttpStatus: < 300 });

    internal static bool Shows(ProcessView process, MilestoneChange change)
    {
        var there = process.RawJson is { } raw ? JobviteRecords.ParseProcess(raw).Milestones : [];
        var missing = change.Milestones.Except(there, StringComparer.OrdinalIgnoreCase).Any();
        return !missing && (change.Operation == MilestoneOperation.Add || !there.Except(change.Milestones, StringComparer.OrdinalIgnoreCase).Any());
    }

    /// <summary>The process as far as it can be shown, and why it was not read, if it was not. Its tasks have not changed, so they are left out.</summary>
    private async Task<(ProcessView? Process, string? Problem)> ReadAgain(string processId, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        string? problem = null;
        try
        {
            var withoutTasks = connection with { Settings = connection.Settings with { SyncTasks = false } };
            var failed = await pages.ReadAgain(
                client, [processId], (_, readAt, _) => new RefreshWrite { CompanyId = connection.CompanyId, ReadAt = readAt }, withoutTasks, new RefreshCosts(time), either.Token);
            problem = failed.GetValueOrDefault(processId);
        }
        catch (JobviteException exception)
        {
            problem = exception.Failure.Message;
        }
        catch (OutdatedConnectionException outdated)
        {
            problem = outdated.Message;
        }
        catch (BudgetExhaustedException exhausted)
        {
            problem = exhausted.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            problem = $"Jobvite did not answer within {Patience.TotalSeconds:0} seconds.";
        }
        catch (Exception exception) when (FailureRule.PassesByItself(exception) && exception is not OperationCanceledException)
        {
            return (null, "The database did not answer.");
        }

        try
        {
            return (await reader.GetProcess(connection.CompanyId, processId, cancellationToken), problem);
        }
        catch (Exception exception) when (FailureRule.PassesByItself(exception) && exception is not OperationCanceledException)
        {
            return (null, problem ?? "The database did not answer.");
        }
    }
}
