using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Jobvite.Telemetry;

/// <summary>
/// Passes log lines on to the console. A warning or an error that comes again within 30 seconds is counted instead, and one line says how
/// often it came; of one kind of exception a stack trace is written once in that time. An outage of minutes stays readable.
/// </summary>
[ProviderAlias("Console")]
internal sealed class RepeatedLines : ILoggerProvider
{
    /// <summary>More different lines than this in 30 seconds are all written.</summary>
    private const int MostLines = 1000;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private readonly ILoggerProvider _console;
    private readonly ITimer _timer;
    private ConcurrentDictionary<Line, Count> _lines = new();
    private ConcurrentDictionary<Kind, bool> _traces = new();

    public RepeatedLines(ILoggerProvider console, TimeProvider time)
    {
        _console = console;
        (console as ISupportExternalScope)?.SetScopeProvider(new TraceScope());
        _timer = time.CreateTimer(static self => ((RepeatedLines)self!).Tell(), this, Window, Window);
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName, _console.CreateLogger(categoryName));

    public void Dispose()
    {
        _timer.Dispose();
        Tell();
        _console.Dispose();
    }

    /// <summary>Writes how often each line came again, and begins anew.</summary>
    private void Tell()
    {
        var lines = Interlocked.Exchange(ref _lines, new());
        _traces = new();
        foreach (var (line, count) in lines)
        {
            if (count.Again > 0)
            {
                count.Console.Log(line.Level, line.Event, (line, count.Again), null, static (more, _) =>
                    string.Create(CultureInfo.InvariantCulture, $"{more.Again} more in {Window.TotalSeconds:0} s: {more.line.Message}"));
            }
        }
    }

    private sealed record Line(string Category, LogLevel Level, EventId Event, string Message);

    private sealed record Kind(string Category, EventId Event, Type Exception);

    private sealed class Count(ILogger console)
    {
        private int _again;

        public ILogger Console { get; } = console;

        public int Again => _again;

        public void Add() => Interlocked.Increment(ref _again);
    }

    private sealed class Logger(RepeatedLines owner, string category, ILogger console) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => console.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel < LogLevel.Warning || owner._lines.Count > MostLines)
            {
                console.Log(logLevel, eventId, state, exception, formatter);
                return;
            }

            var count = new Count(console);
            var first = owner._lines.GetOrAdd(new Line(category, logLevel, eventId, formatter(state, exception)), count);
            if (!ReferenceEquals(first, count))
            {
                first.Add();
            }
            else if (exception is null || owner._traces.TryAdd(new Kind(category, eventId, exception.GetType()), true))
            {
                console.Log(logLevel, eventId, state, exception, formatter);
            }
            else
            {
                console.Log(logLevel, eventId, state, null, (same, _) => $"{formatter(same, exception)} ({exception.GetType().Name}: {exception.Message})");
            }
        }
    }
}

/// <summary>The one thing that a line says of its surroundings. ASP.NET's own scopes hold paths, and those hold ids.</summary>
internal sealed class TraceScope : IExternalScopeProvider
{
    public void ForEachScope<TState>(Action<object?, TState> callback, TState state)
    {
        if (Activity.Current is { } activity)
        {
            callback(new Trace(activity.TraceId.ToString()), state);
        }
    }

    public IDisposable Push(object? state) => NoScope.Instance;

    private sealed class Trace(string id) : IReadOnlyList<KeyValuePair<string, object?>>
    {
        public int Count => 1;

        public KeyValuePair<string, object?> this[int index] => new("TraceId", id);

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
        {
            yield return this[0];
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public override string ToString() => $"trace {id}";
    }

    private sealed class NoScope : IDisposable
    {
        public static readonly NoScope Instance = new();

        public void Dispose()
        {
        }
    }
}
