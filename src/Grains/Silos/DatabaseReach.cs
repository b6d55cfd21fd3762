namespace Jobvite.Grains.Silos;

/// <summary>Whether the database answers this silo. <c>CutOffWatch</c> of the silo writes it, every two seconds.</summary>
public sealed class DatabaseReach
{
    /// <summary>
    /// Long enough for one late answer; shorter than the silence after which a silo takes itself for cut off, so that two silos that lose the
    /// database together do not believe each other.
    /// </summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    /// <summary>A database is asked in real time, whatever clock a test gives the silo.</summary>
    private static readonly TimeProvider Time = TimeProvider.System;

    private volatile int _unanswered;
    private long _answeredAt = Time.GetTimestamp();

    /// <summary>How long it has not answered.</summary>
    public TimeSpan Silence => Time.GetElapsedTime(Volatile.Read(ref _answeredAt));

    /// <summary>It answered within the last five seconds.</summary>
    public bool Answers => Silence < Fresh;

    /// <summary>How often in a row it was asked and did not answer. A process that was paused has not asked.</summary>
    public int Unanswered => _unanswered;

    /// <summary>Notes what came of a question.</summary>
    public void Note(bool answered)
    {
        if (answered)
        {
            Volatile.Write(ref _answeredAt, Time.GetTimestamp());
            _unanswered = 0;
        }
        else
        {
            _unanswered++;
        }
    }
}
