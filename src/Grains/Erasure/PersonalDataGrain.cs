using System.Security.Cryptography;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tenants;
using Jobvite.Storage;

namespace Jobvite.Grains.Erasure;

/// <inheritdoc cref="IPersonalDataGrain"/>
internal sealed class PersonalDataGrain(IErasureStore erasures, IRecordReader records, IDocumentStore documents, AuditTrail audit) : Grain, IPersonalDataGrain
{
    /// <summary>Of Jobvite's candidate list.</summary>
    private const int PageSize = 500;

    private string CompanyId => CompanyKey.CompanyIdOf(this.GetPrimaryKeyString());

    public async Task<ErasureResult> Erase(string candidateId, string reason, Caller caller, CancellationToken cancellationToken = default)
    {
        if (!await Owns(caller))
        {
            return new ErasureResult { Outcome = ErasureOutcome.NotFound };
        }

        try
        {
            var result = await erasures.Erase(new ErasureOrder(CompanyId, candidateId, reason, caller.Subject, caller.Email), cancellationToken);
            if (result.Outcome is ErasureOutcome.Erased)
            {
                await audit.Write(CompanyId, "candidate.erase", caller, $"suppression {result.SuppressionId}");
            }

            return result;
        }
        catch (CryptographicException exception)
        {
            throw new DataUnavailableException($"Nothing was erased. {exception.Message}");
        }
    }

    public async Task<Page<SuppressionView>> ListSuppressions(PageRequest page, Caller caller, CancellationToken cancellationToken = default) => await Owns(caller)
        ? await erasures.List(CompanyId, page, cancellationToken)
        : new Page<SuppressionView>([], 0, page.Page, page.PageSize, NextCursor: null);

    public async Task<SuppressionEnd?> EndSuppression(Guid suppressionId, Caller caller, CancellationToken cancellationToken = default)
    {
        if (!await Owns(caller) || !await erasures.End(CompanyId, suppressionId, cancellationToken))
        {
            return null;
        }

        await audit.Write(CompanyId, "suppression.delete", caller, $"suppression {suppressionId}");
        var counts = await records.Count(CompanyId, cancellationToken);

        // A full run reads the list, and once more what changed meanwhile.
        return new SuppressionEnd((int)((counts.Applications + PageSize - 1) / PageSize) + 1);
    }

    public async Task<PersonFile?> OpenFile(string candidateId, Caller caller, CancellationToken cancellationToken = default)
    {
        if (!await Owns(caller) || await records.GetCandidate(CompanyId, candidateId, cancellationToken) is null)
        {
            return null;
        }

        await audit.Write(CompanyId, "candidate.export", caller, $"candidate {candidateId}");
        return new PersonFile(
            [.. await erasures.FindWebhooks(CompanyId, candidateId, PersonFile.MaxWebhooks, cancellationToken)],
            [.. await documents.ListAll(CompanyId, candidateId, cancellationToken)]);
    }

    private Task<bool> Owns(Caller caller) => GrainFactory.GetGrain<ICompanyGrain>(this.GetPrimaryKeyString()).IsOwnedBy(caller.TenantId);
}
