using Jobvite.Grains.Interfaces;
using Microsoft.Extensions.Options;

namespace Jobvite.Grains.Export;

/// <summary>Counts the exports of a silo. Thread-safe.</summary>
internal sealed class ExportSlots(IOptions<ExportOptions> options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);

    /// <summary>Takes a place for one export of the company; <see cref="Release"/> gives it back.</summary>
    public ExportOutcome Take(string companyId)
    {
        lock (_lock)
        {
            var own = _taken.GetValueOrDefault(companyId);
            if (own >= options.Value.OfOneCompany)
            {
                return ExportOutcome.CompanyBusy;
            }

            if (_taken.Values.Sum() >= options.Value.AtOnce)
            {
                return ExportOutcome.Busy;
            }

            _taken[companyId] = own + 1;
            return ExportOutcome.Open;
        }
    }

    public void Release(string companyId)
    {
        lock (_lock)
        {
            if (--_taken[companyId] == 0)
            {
                _taken.Remove(companyId);
            }
        }
    }
}
