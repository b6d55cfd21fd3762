using System.Diagnostics;
using Jobvite.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Jobvite.Silo.Tests.Telemetry;

public sealed partial class RepeatedLinesTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Lines _console = new();
    private readonly RepeatedLines _repeated;
    private readonly ILogger _logger;

    public RepeatedLinesTests()
    {
        _repeated = new RepeatedLines(_console, _time);
        _logger = _repeated.CreateLogger("category");
    }

    public void Dispose() => _repeated.Dispose();

    [Fact]
    public void What_fails_again_is_written_once_and_counted()
    {
        for (var i = 0; i < 313; i++)
        {
            LogFailed(_logger, new InvalidOperationException("away"));
        }

        Assert.Equal(["Warning The sweeper could not look InvalidOperationException"], _console.Written);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("Warning 312 more in 30 s: The sweeper could not look ", _console.Written[^1]);
        LogFailed(_logger, new InvalidOperationException("away"));
        Assert.Equal(3, _console.Written.Count);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(3, _console.Written.Count);
    }

    [Fact]
    public void Different_companies_keep_their_lines_and_one_stack_trace_stands_for_all()
    {
        foreach (var company in (string[])["acme", "globex", "acme"])
        {
            LogUnreadable(_logger, new InvalidOperationException("away"), company);
        }

        Assert.Equal(["Error acme could not be read InvalidOperationException", "Error globex could not be read (InvalidOperationException: away) "], _console.Written);
    }

    [Fact]
    public void News_are_always_written()
    {
        LogEnded(_logger);
        LogEnded(_logger);

        Assert.Equal(2, _console.Written.Count);
    }

    [Fact]
    public void A_flood_of_different_lines_is_written_and_remembered_no_further()
    {
        for (var i = 0; i < 3000; i++)
        {
            LogLine(_logger, i);
        }

        Assert.Equal(3000, _console.Written.Count);
    }

    [Fact]
    public void A_line_names_the_trace_of_its_request_and_nothing_else_of_it()
    {
        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        var scopes = new List<string?>();

        new TraceScope().ForEachScope((scope, all) => all.Add(scope?.ToString()), scopes);

        Assert.Equal([$"trace {activity.TraceId}"], scopes);
    }

    [LoggerMessage(1, LogLevel.Warning, "The sweeper could not look")]
    private static partial void LogFailed(ILogger logger, Exception exception);

    [LoggerMessage(2, LogLevel.Error, "{Company} could not be read")]
    private static partial void LogUnreadable(ILogger logger, Exception exception, string company);

    [LoggerMessage(3, LogLevel.Information, "A run ended")]
    private static partial void LogEnded(ILogger logger);

    [LoggerMessage(4, LogLevel.Warning, "Line {Number}")]
    private static partial void LogLine(ILogger logger, int number);

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public List<string> Written { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add($"{logLevel} {formatter(state, exception)} {exception?.GetType().Name}");

        public void Dispose()
        {
        }
    }
}
