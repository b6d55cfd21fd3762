namespace Jobvite.Cluster.Tests.Processes;

/// <summary>The books of one company's webhooks in one test.</summary>
/// <param name="Company">Whose.</param>
/// <param name="Sent">Attempts, each repetition counted.</param>
/// <param name="Events">What the attempts were about.</param>
/// <param name="Acknowledged">Events that were answered with 200 in the end.</param>
/// <param name="Stored">Rows.</param>
/// <param name="Processed">Rows whose record was read again since.</param>
/// <param name="Doubled">Events with more rows than attempts.</param>
internal sealed record Ledger(string Company, int Sent, int Events, int Acknowledged, int Stored, int Processed, int Doubled)
{
    public override string ToString() =>
        $"{Company}: {Events} events in {Sent} attempts, {Acknowledged} acknowledged, {Stored} stored, {Processed} processed, {Doubled} doubled";
}
