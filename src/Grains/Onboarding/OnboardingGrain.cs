using System.Security.Cryptography;
using Jobvite.Client;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Runs;
using Jobvite.Grains.Secrets;
using Jobvite.Storage;

namespace Jobvite.Grains.Onboarding;

/// <inheritdoc cref="IOnboardingGrain"/>
internal sealed class OnboardingGrain(OnboardingSource source, IRecordReader reader, TimeProvider time, KindServices services)
    : KindGrain(source, services), IOnboardingGrain
{
    private static readonly TimeSpan PersonsPatience = TimeSpan.FromSeconds(8);

    public async Task<MilestoneResult> UpdateMilestones(string processId, MilestoneChange change, CancellationToken cancellationToken)
    {
        if (await reader.GetProcess(CompanyId, processId, cancellationToken) is not { DeletedAt: null } || await Link.Get() is not { } connection)
        {
            return new MilestoneResult { Found = false };
        }

        IJobviteClient client;
        try
        {
            client = Link.CreateClient(connection, BudgetPriority.Person, PersonsPatience);
        }
        catch (CryptographicException)
        {
            return new MilestoneResult { Found = true, Error = UnreadableSecrets.Refusal, WhatToDo = UnreadableSecrets.WhatToDo };
        }

        return await new MilestoneWriter(client, connection, source, reader, time).Write(processId, change, cancellationToken);
    }
}
