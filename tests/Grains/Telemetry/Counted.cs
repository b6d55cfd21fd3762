using System.Diagnostics.Metrics;

namespace Jobvite.Grains.Tests.Telemetry;

/// <summary>What the instruments of one meter said since this was made: how often, and the sum.</summary>
internal sealed class Counted : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, (int Times, double Sum)> _said = [];

    /// <param name="meters">Whose; other tests of this process have meters of the same name.</param>
    public Counted(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Say(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Say(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Say(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Such as <c>jobvite.refreshes.failed{then=dead}</c>.</summary>
    public (int Times, double Sum) this[string series]
    {
        get
        {
            lock (_said)
            {
                return _said.GetValueOrDefault(series);
            }
        }
    }

    /// <summary>Asks the gauges.</summary>
    public void Look() => _listener.RecordObservableInstruments();

    public void Dispose() => _listener.Dispose();

    private void Say(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
        lock (_said)
        {
            var series = labels.Length == 0 ? instrument.Name : $"{instrument.Name}{{{labels}}}";
            var (times, sum) = _said.GetValueOrDefault(series);
            _said[series] = (times + 1, sum + value);
        }
    }
}
