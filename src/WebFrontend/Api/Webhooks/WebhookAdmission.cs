namespace Jobvite.WebFrontend;

/// <summary>
/// How much of this process webhooks may hold at once, by company and altogether. An event takes a slot, and one more for each
/// 4 KiB, from when its body is here until it is answered; so both the calls and the bytes under way are bounded. What a body needs
/// while it is still coming is bounded by the server's buffers, and for large bodies by slots of their own.
/// </summary>
internal sealed class WebhookAdmission
{
    /// <summary>A body up to so many bytes comes in without a slot. Events are a few hundred bytes to a few KiB.</summary>
    public const int LargeBodyBytes = 64 * 1024;

    private const int BytesOfSlot = 4096;

    private readonly int _slots;
    private readonly int _slotsOfCompany;
    private readonly int _largeBodies;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);
    private int _all;
    private int _large;

    public WebhookAdmission()
        // 8,192 calls or 32 MiB of bodies; a quarter for one company, which is far beyond what Jobvite sends for one customer.
        : this(slots: 8192, slotsOfCompany: 2048, largeBodies: 64)
    {
    }

    internal WebhookAdmission(int slots, int slotsOfCompany, int largeBodies) =>
        (_slots, _slotsOfCompany, _largeBodies) = (slots, slotsOfCompany, largeBodies);

    /// <summary>Companies with an event under way.</summary>
    internal int Companies
    {
        get
        {
            lock (_lock)
            {
                return _taken.Count;
            }
        }
    }

    /// <summary>A slot for a body beyond <see cref="LargeBodyBytes"/> while it comes; null when all are taken.</summary>
    public IDisposable? TryReceiveLarge()
    {
        if (Interlocked.Increment(ref _large) <= _largeBodies)
        {
            return new LargeSlot(this);
        }

        Interlocked.Decrement(ref _large);
        return null;
    }

    /// <summary>Slots for an event that has come; null when there are none, and <paramref name="own"/> says whether that is the company's own doing.</summary>
    public IDisposable? TryEnter(string companyId, int bytes, out bool own)
    {
        var wanted = 1 + (bytes / BytesOfSlot);
        lock (_lock)
        {
            // Whoever has nothing under way gets in, however large the event.
            var taken = _taken.GetValueOrDefault(companyId);
            own = taken > 0 && taken + wanted > _slotsOfCompany;
            if (own || (_all > 0 && _all + wanted > _slots))
            {
                return null;
            }

            _taken[companyId] = taken + wanted;
            _all += wanted;
        }

        return new Slots(this, companyId, wanted);
    }

    private void Leave(string companyId, int slots)
    {
        lock (_lock)
        {
            _all -= slots;
            var left = _taken[companyId] - slots;
            if (left > 0)
            {
                _taken[companyId] = left;
            }
            else
            {
                _taken.Remove(companyId);
            }
        }
    }

    private sealed class Slots(WebhookAdmission admission, string companyId, int slots) : IDisposable
    {
        private bool _left;

        public void Dispose()
        {
            if (!Interlocked.Exchange(ref _left, true))
            {
                admission.Leave(companyId, slots);
            }
        }
    }

    private sealed class LargeSlot(WebhookAdmission admission) : IDisposable
    {
        private bool _left;

        public void Dispose()
        {
            if (!Interlocked.Exchange(ref _left, true))
            {
                Interlocked.Decrement(ref admission._large);
            }
        }
    }
}
