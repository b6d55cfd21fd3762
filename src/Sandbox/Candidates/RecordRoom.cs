namespace Jobvite.Sandbox;

/// <summary>How much memory the written records of all companies of a sandbox may take: 1 GiB, some 300,000 records.</summary>
internal sealed class RecordRoom
{
    private long _left = 1024L * 1024 * 1024;

    public bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _left, -bytes) >= 0)
        {
            return true;
        }

        Interlocked.Add(ref _left, bytes);
        return false;
    }
}
