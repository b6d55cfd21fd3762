namespace Jobvite.Storage;

/// <summary>Adds outcomes up.</summary>
internal sealed class OutcomeCounter
{
    private int _created;
    private int _updated;
    private int _unchanged;
    private int _stale;

    public UpsertCounts Counts => new(_created, _updated, _unchanged, _stale);

    public void Add(RecordOutcome outcome)
    {
        switch (outcome)
        {
            case RecordOutcome.Created:
                _created++;
                break;
            case RecordOutcome.Updated:
                _updated++;
                break;
            case RecordOutcome.Stale:
                _stale++;
                break;
            default:
                _unchanged++;
                break;
        }
    }
}
