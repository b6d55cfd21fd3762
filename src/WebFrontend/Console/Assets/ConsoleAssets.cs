using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Jobvite.WebFrontend.Console.Assets;

/// <summary>
/// Styles, scripts and pictures of the console, out of this assembly. Their address holds a digest of them all, so that a browser may
/// keep them for ever and gets new ones with a new version.
/// </summary>
internal sealed class ConsoleAssets
{
    public const string Prefix = "/console/assets";
    private const string ResourcePrefix = "console/";

    private readonly FrozenDictionary<string, Asset> _assets;

    public ConsoleAssets()
    {
        var assembly = typeof(ConsoleAssets).Assembly;
        _assets = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToFrozenDictionary(name => name[ResourcePrefix.Length..], name => Read(assembly, name), StringComparer.Ordinal);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, asset) in _assets.OrderBy(a => a.Key, StringComparer.Ordinal))
        {
            digest.AppendData(asset.Plain);
        }

        Version = Convert.ToHexStringLower(digest.GetHashAndReset().AsSpan(0, 8));
    }

    public string Version { get; }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(Prefix + "/{version}/{name}", (string version, string name, HttpContext http, ConsoleAssets assets) => assets.Send(version, name, http))
            .AllowAnonymous()
            .ExcludeFromDescription();

    public string PathOf(string name) =>
        _assets.ContainsKey(name) ? $"{Prefix}/{Version}/{name}" : throw new ArgumentException($"There is no asset {name}.", nameof(name));

    private IResult Send(string version, string name, HttpContext http)
    {
        if (!_assets.TryGetValue(name, out var asset))
        {
            return Problem.NotFound("file");
        }

        // During an upgrade a page of one version may ask a front of the other: it gets what there is, and keeps it for no time.
        http.Response.Headers.CacheControl = version == Version ? "public, max-age=31536000, immutable" : "no-store";
        http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (http.Request.GetTypedHeaders().AcceptEncoding.Any(e => e.Value == "br" && e.Quality != 0))
        {
            http.Response.Headers.ContentEncoding = "br";
            return TypedResults.Bytes(asset.Brotli, asset.MediaType);
        }

        return TypedResults.Bytes(asset.Plain, asset.MediaType);
    }

    private static Asset Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        using var plain = new MemoryStream();
        stream.CopyTo(plain);
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize))
        {
            brotli.Write(plain.GetBuffer(), 0, (int)plain.Length);
        }

        return new(plain.ToArray(), packed.ToArray(), Path.GetExtension(resource) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            var other => throw new NotSupportedException($"Assets of the kind {other} have no media type yet."),
        });
    }

    private sealed record Asset(byte[] Plain, byte[] Brotli, string MediaType);
}
