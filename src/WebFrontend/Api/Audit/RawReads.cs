using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>
/// Notes who is about to be shown records as Jobvite sent them. It is stored before the answer is sent, and when it cannot be stored, there is no answer: nobody reads
/// without a line.
/// </summary>
internal static class RawReads
{
    /// <param name="scope">Who asks, and for which company.</param>
    /// <param name="kind">What the record is, such as candidate.</param>
    /// <param name="id">Jobvite's id.</param>
    public static Task Note(CompanyScope scope, string kind, string id) => scope.Audit.Note(AuditActions.ReadRaw, id, kind, scope.Caller);

    /// <summary>Notes a page of records, one line with all of their ids, if they are raw.</summary>
    /// <param name="scope">Who asks, and for which company.</param>
    /// <param name="isRaw">Otherwise nothing is noted.</param>
    /// <param name="kinds">What the records are, in the plural.</param>
    /// <param name="page">The records.</param>
    /// <param name="idOf">Jobvite's id of one.</param>
    /// <returns>The page.</returns>
    public static async Task<Page<T>> Noted<T>(CompanyScope scope, bool isRaw, string kinds, Page<T> page, Func<T, string> idOf)
    {
        if (isRaw)
        {
            await scope.Audit.Note(AuditActions.ReadRaw, null, $"{page.Items.Length} {kinds}: {string.Join(' ', page.Items.Select(idOf))}", scope.Caller);
        }

        return page;
    }
}
