using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>
/// The audit trail as a table for spreadsheets (RFC 4180, UTF-8 with a byte order mark), sent while it is read. The first lines are read before the answer begins, so that
/// what goes wrong until then is a problem and not half a file.
/// </summary>
/// <param name="first">The first batch.</param>
/// <param name="next">The batch after a line.</param>
internal sealed class AuditCsv(ImmutableArray<AuditView> first, Func<AuditMark, Task<ImmutableArray<AuditView>>> next) : IResult
{
    private const string Head = "\ufeffat,action,outcome,sub,email,tokenId,address,subject,details,id\r\n";

    public static async Task<AuditCsv> Of(Func<AuditMark?, Task<ImmutableArray<AuditView>>> read) => new(await read(null), mark => read(mark));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = "attachment; filename=audit.csv";
        await response.WriteAsync(Head, httpContext.RequestAborted);
        for (var lines = first; !lines.IsEmpty; lines = await next(new AuditMark(lines[^1].At, lines[^1].Id)))
        {
            await response.WriteAsync(string.Concat(lines.Select(Line)), httpContext.RequestAborted);
            if (lines.Length < IAuditGrain.BatchSize)
            {
                return;
            }
        }
    }

    internal static string Line(AuditView line)
    {
        var text = new StringBuilder();
        foreach (var cell in new[]
        {
            line.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            line.Action,
            line.Outcome,
            line.Sub,
            line.Email,
            line.TokenId,
            line.Address,
            line.Subject,
            line.Details,
        })
        {
            if (!string.IsNullOrEmpty(cell))
            {
                CsvText.Append(text, cell);
            }

            text.Append(',');
        }

        return text.Append(CultureInfo.InvariantCulture, $"{line.Id}\r\n").ToString();
    }
}
