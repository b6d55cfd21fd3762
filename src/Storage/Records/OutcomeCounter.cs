namespace Jobvite.Storage;

/// <summary>Adds outcomes up.</summary>
internal sealed class OutcomeCounter
{
    private int _created;
    private int _updated;
    private int _unchanged;

    public UpsertCounts Counts => new(_created, _updated, _unchanged);

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
            default:
                _unchanged++;
                break;
        }
    }
}
