using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Extensions.FileProviders;

namespace OrleansRetro.Hosting;

/// <summary>
/// The scripts of the pages, under a path that names what they say: a browser asks for each once and keeps it, and a changed one has another address.
/// They import each other by relative paths, so the folder carries the name and not the file.
/// </summary>
/// <param name="files">What the site's root holds; null where scripts change while the program runs.</param>
public sealed partial class Modules(IFileProvider? files)
{
    const string Folder = "js";

    readonly string _folder = files is null ? Folder : $"{Folder}/{Fingerprint(files)}";

    /// <summary>Where a module is, below the page's base.</summary>
    public string this[string name] => $"{_folder}/{name}.js";

    /// <summary>Finds a script without the fingerprint in its path; with today's it never changes.</summary>
    public async Task Serve(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Path.Value is { } path && Fingerprinted().Match(path) is { Success: true } match)
        {
            if (path.StartsWith($"/{_folder}/", StringComparison.Ordinal))
                http.Response.OnStarting(KeepForEver, http.Response);
            http.Request.Path = $"/{Folder}/{match.Groups["name"].Value}";
        }
        await next(http);
    }

    static Task KeepForEver(object response)
    {
        if (response is HttpResponse { StatusCode: StatusCodes.Status200OK or StatusCodes.Status304NotModified } found)
            found.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Task.CompletedTask;
    }

    static string Fingerprint(IFileProvider files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files.GetDirectoryContents(Folder).Where(file => file.Name.EndsWith(".js", StringComparison.Ordinal)).OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            using var content = file.CreateReadStream();
            hash.AppendData(SHA256.HashData(content));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }

    [GeneratedRegex("^/js/[0-9a-f]{16}/(?<name>[a-z]+\\.js)$")]
    private static partial Regex Fingerprinted();
}
