using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Alongside.Kernel;

namespace Alongside.Features.Circle.Counting;

/// <summary>
/// Ballots as JSON, which is also how a question's ballots are exported:
/// <c>{"title": "…", "seats": 1, "method": "irv", "max": 5, "dots": 10, "options": ["A", "B", "C"], "ballots": […]}</c>.
/// Only options and ballots have to be there; <c>"lot": ["B", "A"]</c> is an order that was drawn already, and
/// <c>"unranked": "no-opinion"</c> says what it means that a ballot doesn't rank an option. A ballot is <c>{"count": 2, "ranks": ["A", ["B", "C"]]}</c>, where a list
/// within the list is a shared rank, or <c>{"scores": {"A": 3}}</c> with whole numbers from 0 to "max" (5 where
/// nothing is said), or <c>{"dots": {"A": 2}}</c>, together no more than "dots"; all ballots of one file are of one
/// kind, and those that are equal may be one with a "count".
/// </summary>
public static class BallotJson
{
    private static readonly JsonWriterOptions readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Outcome<Ballots> Read(ReadOnlySpan<byte> file)
    {
        if (file is [0xEF, 0xBB, 0xBF, ..]) file = file[3..];
        if (!Utf8.IsValid(file)) return new Refusal($"Line {BltReader.FirstNotUtf8(file)}: this isn't UTF-8 text.");
        if (file.TrimStart(" \t\r\n"u8).IsEmpty) return new Refusal($"This file is empty.");
        var reader = new BallotJsonReader(file);
        try
        {
            return reader.Read();
        }
        catch (JsonException trouble)
        {
            return new Refusal($"Line {(trouble.LineNumber ?? 0) + 1}: this isn't JSON as it is meant to be.");
        }
        catch (InvalidOperationException)
        {
            // An escape that is half a character.
            return new Refusal($"Line {reader.Line}: this isn't UTF-8 text.");
        }
    }

    public static byte[] Write(Ballots ballots)
    {
        using var memory = new MemoryStream();
        using (var to = new Utf8JsonWriter(memory, readable))
        {
            to.WriteStartObject();
            if (ballots.Heading.Title.Length > 0) to.WriteString("title", ballots.Heading.Title);
            if (ballots.Heading.Seats is { } seats) to.WriteNumber("seats", seats);
            if (ballots.Heading.Method is { } method) to.WriteString("method", method.Name());
            if (ballots.Heading.Limit is { } limit) to.WriteNumber(ballots.Kind == BallotKind.Dots ? "dots" : "max", limit);
            if (ballots.Heading.Unranked == Unranked.NoOpinion) to.WriteString("unranked", UnrankedWords.NoOpinion);
            if (ballots.Heading.Lot.Count > 0) Names(to, "lot", ballots.Heading.Lot);
            Names(to, "options", ballots.Options);
            to.WriteStartArray("ballots");
            foreach (var (group, count) in ballots.Lines()) Write(to, ballots, group, count);
            to.WriteEndArray();
            to.WriteEndObject();
        }
        return memory.ToArray();
    }

    private static void Write(Utf8JsonWriter to, Ballots ballots, int group, long count)
    {
        var marks = ballots.Marks(group);
        to.WriteStartObject();
        if (count > 1) to.WriteNumber("count", count);
        if (ballots.Kind == BallotKind.Ranks)
        {
            to.WriteStartArray("ranks");
            for (var place = 0; place < marks.Length; place++)
            {
                var joined = (marks[place] & Mark.Shared) != 0;
                var joins = place + 1 < marks.Length && (marks[place + 1] & Mark.Shared) != 0;
                if (!joined && (marks[place] & Mark.Skipped) != 0) Skip(to);
                if (joins && !joined) to.WriteStartArray();
                to.WriteStringValue(ballots.Options[marks[place] & Mark.Option]);
                if (joined && !joins) to.WriteEndArray();
            }
            to.WriteEndArray();
        }
        else
        {
            to.WriteStartObject(ballots.Kind == BallotKind.Scores ? "scores" : "dots");
            for (var at = 0; at < marks.Length; at += 2) to.WriteNumber(ballots.Options[marks[at]], marks[at + 1]);
            to.WriteEndObject();
        }
        to.WriteEndObject();
    }

    private static void Names(Utf8JsonWriter to, string key, IEnumerable<string> names)
    {
        to.WriteStartArray(key);
        foreach (var name in names) to.WriteStringValue(name);
        to.WriteEndArray();
    }

    // A rank that holds nobody.
    private static void Skip(Utf8JsonWriter to)
    {
        to.WriteStartArray();
        to.WriteEndArray();
    }
}
