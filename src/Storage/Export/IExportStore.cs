using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Opens snapshots of a company's records for reading all of them.</summary>
public interface IExportStore
{
    /// <summary>Takes the snapshot. Whoever opens it must dispose of it: a database keeps what the snapshot shows for as long as it is open.</summary>
    Task<IExportReading> Open(string companyId, ExportRequest request, CancellationToken cancellationToken);
}

/// <summary>A snapshot that is being read. One call at a time.</summary>
public interface IExportReading : IAsyncDisposable
{
    /// <inheritdoc cref="ExportStart.Cursor"/>
    string Cursor { get; }

    /// <inheritdoc cref="ExportStart.FieldCodes"/>
    ImmutableArray<string> FieldCodes { get; }

    /// <summary>The next rows, in the order of Jobvite's ids; the last chunk says so and may be empty.</summary>
    Task<ExportChunk> Next(CancellationToken cancellationToken);
}
