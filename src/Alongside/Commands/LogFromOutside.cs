using System.Text;
using Alongside.Features.Sealing;
using Alongside.Kernel;

namespace Alongside.Commands;

/// <summary>Compares a practice's access log from outside, by what its site says: neither its database nor its server is believed.</summary>
internal static class LogFromOutside
{
    private const int Longest = 64 * 1024;

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(30);

    /// <param name="url">The practice's address.</param>
    /// <param name="since">A checkpoint that was kept, or a file that holds one; null where there is none yet.</param>
    /// <param name="stop">Ends it early.</param>
    /// <returns>The exit code, or why nothing could be compared.</returns>
    public static async Task<Outcome<int>> Verify(string url, string? since, CancellationToken stop)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var site) || site.Scheme is not ("https" or "http")) return new Refusal($"Please write the practice’s address in full, as in https://practice.example.");
        using var browser = new HttpClient { BaseAddress = new(site.GetLeftPart(UriPartial.Authority)), Timeout = patience, MaxResponseContentBufferSize = Longest };
        var line = await Get(browser, SealingEndpoints.Checkpoint, stop);
        if (line.Refusal is { } silent) return silent;
        var now = Signed(line.Value);
        if (now.Refusal is { } refusal) return refusal;
        if (since is null)
        {
            Console.WriteLine($"As this day began (UTC), the access log had {now.Value.Size} entries, signed by the key that it names. Keep this line, and compare with it later by --since:");
            Console.WriteLine(now.Value.Write());
            return 0;
        }
        var kept = Kept(since);
        if (kept.Refusal is { } unread) return unread;
        return await Compare(browser, kept.Value, now.Value, stop);
    }

    /// <summary>A checkpoint that was said on the command line, or that lies in a file.</summary>
    public static Outcome<Checkpoint> Kept(string said)
    {
        if (!File.Exists(said)) return Signed(said);
        var bytes = CommandLine.BytesOf(said);
        return bytes.Refusal is { } absent ? absent : Signed(Encoding.UTF8.GetString(bytes.Value));
    }

    private static async Task<Outcome<int>> Compare(HttpClient browser, Checkpoint kept, Checkpoint now, CancellationToken stop)
    {
        if (kept.Practice != now.Practice) return new Refusal($"This checkpoint is of another practice.");
        if (!kept.Key.AsSpan().SequenceEqual(now.Key)) return new Refusal($"The site signs with another key than your checkpoint was signed with. Somebody else answers there, or the house file was replaced: ask the members, in another way.");
        if (kept.Size > now.Size) return new Refusal($"Your checkpoint was signed for {kept.Size} entries, and as this day began (UTC) there were {now.Size}. If you have had it since before today, entries were taken away: keep it, and tell the members. If it is of today, ask again tomorrow.");
        IReadOnlyList<byte[]> proof = [];
        if (0 < kept.Size && kept.Size < now.Size)
        {
            var json = await Get(browser, $"{SealingEndpoints.Consistency}/{kept.Size}/{now.Size}", stop);
            if (json.Refusal is { } silent) return silent;
            if (ConsistencyProof.Read(json.Value) is not { } read) return new Refusal($"The site didn’t answer with a proof.");
            proof = read.Consistency;
        }
        if (kept.Size > 0 && !MerkleProofs.VerifyConsistency(kept.Size, now.Size, kept.Root, now.Root, proof))
            return new Refusal($"The first {kept.Size} entries aren’t those that your checkpoint was signed for: the log was rewritten, or a backup was restored and went on from there. Keep your checkpoint, and tell the members.");
        Console.WriteLine($"The access log has grown from {kept.Size} entries to {now.Size}, and the first {kept.Size} are those that your checkpoint was signed for. The next time, compare with:");
        Console.WriteLine(now.Write());
        return 0;
    }

    private static Outcome<Checkpoint> Signed(string line)
    {
        var read = Checkpoint.Read(line);
        return read.Refusal is null && !read.Value.IsSigned ? new Refusal($"This checkpoint doesn’t carry the signature of its key: it was mistyped or made up.") : read;
    }

    private static async Task<Outcome<string>> Get(HttpClient browser, string path, CancellationToken stop)
    {
        try
        {
            using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative), stop);
            if (answer.IsSuccessStatusCode) return await answer.Content.ReadAsStringAsync(stop);
            return new Refusal($"{browser.BaseAddress} answered with {(int)answer.StatusCode}, so nothing could be compared. Is that the practice’s address?");
        }
        catch (Exception trouble) when (trouble is HttpRequestException or TaskCanceledException && !stop.IsCancellationRequested)
        {
            return new Refusal($"{browser.BaseAddress} doesn’t answer, so nothing could be compared.");
        }
    }
}
