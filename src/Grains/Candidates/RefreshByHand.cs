using System.Security.Cryptography;
using Jobvite.Client;
using Jobvite.Grains.Budget;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Runs;
using Jobvite.Grains.Secrets;

namespace Jobvite.Grains.Candidates;

/// <summary>Reads one candidate again because somebody asked, with one request.</summary>
internal sealed class RefreshByHand(CompanyLink link, CandidateSource source)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <inheritdoc cref="ITenantGrain.RefreshCandidate"/>
    public async Task<CandidateRefreshed> Run(string candidateId, CancellationToken cancellationToken)
    {
        if (await link.Get() is not { } connection || !source.IsEnabled(connection.Settings))
        {
            return Failed("Jobvite was not asked: the settings switch candidates off.");
        }

        try
        {
            var client = link.CreateClient(connection, BudgetPriority.Person, Patience, once: true);
            return await source.ReadAgain(client, candidateId, connection, () => IsCurrent(connection), cancellationToken) is { } outcome
                ? new CandidateRefreshed(outcome)
                : Failed("The settings changed while Jobvite was asked, so nothing was stored. Ask again.");
        }
        catch (CryptographicException)
        {
            return Failed($"{UnreadableSecrets.Refusal} {UnreadableSecrets.WhatToDo}");
        }
        catch (OutdatedConnectionException outdated)
        {
            return Failed(outdated.Message);
        }
        catch (BudgetExhaustedException exhausted)
        {
            return Failed(exhausted.Message);
        }
        catch (JobviteException exception)
        {
            return Failed(FailureRule.Describe(exception.Failure));
        }
    }

    private static CandidateRefreshed Failed(string error) => new(CandidateRefreshOutcome.Failed, error);

    private async Task<bool> IsCurrent(CompanyConnection connection)
    {
        link.Drop();
        return (await link.Get())?.Version == connection.Version;
    }
}
