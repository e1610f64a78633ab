using System.Globalization;
using System.Net.Http.Headers;

namespace Shipworthy.Cli;

/// <summary>Brings one file over the network, whole or not at all.</summary>
static class AdvisoryDownload
{
    const long Largest = 4L << 30;

    /// <summary>A source that says nothing for so long is given up.</summary>
    static readonly TimeSpan patience = TimeSpan.FromMinutes(1);

    /// <summary>A source that sends a few bytes now and then is given up as well.</summary>
    static readonly TimeSpan longest = TimeSpan.FromHours(1);

    /// <summary>Fetches an address into a file. Gives what went wrong, as a clause with its full stop, or null.</summary>
    public static string? Fetch(Uri address, string file, Progress progress)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            // An address that leads from https to http is not followed.
            using var handler = new SocketsHttpHandler { ConnectTimeout = patience, MaxAutomaticRedirections = 5 };
            using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
            client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("shipworthy", CommandLine.Version));
            using var end = new CancellationTokenSource(longest);
            try
            {
                return FetchAsync(client, address, file, progress, end.Token).GetAwaiter().GetResult();
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                return "it did not end within an hour.";
            }
        }
        catch (HttpRequestException error)
        {
            return $"{error.Message}.".Replace("..", ".", StringComparison.Ordinal);
        }
        catch (OperationCanceledException)
        {
            return "nothing came for a minute.";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error.Message;
        }
    }

    static async Task<string?> FetchAsync(HttpClient client, Uri address, string file, Progress progress, CancellationToken end)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(end);
        silence.CancelAfter(patience);
        using var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, silence.Token);
        if (!response.IsSuccessStatusCode)
            return $"the server answers {(int)response.StatusCode}.";
        var expected = response.Content.Headers.ContentLength;
        if (expected > Largest)
            return "it is larger than all advisories together.";
        await using var content = await response.Content.ReadAsStreamAsync(silence.Token);
        await using var target = new FileStream(file, FileMode.CreateNew);
        var buffer = new byte[1 << 16];
        var total = 0L;
        for (var read = await content.ReadAsync(buffer, silence.Token); read > 0; read = await content.ReadAsync(buffer, silence.Token))
        {
            silence.CancelAfter(patience);
            await target.WriteAsync(buffer.AsMemory(0, read), silence.Token);
            total += read;
            if (total > Largest)
                return "it is larger than all advisories together.";
            progress.Report(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Bringing {address}: {total / 1e6:0.0} MB{(expected is { } all ? $" of {all / 1e6:0.0}" : "")}"
                )
            );
        }
        return expected is { } length && length != total ? "the connection ended in the middle." : null;
    }
}
