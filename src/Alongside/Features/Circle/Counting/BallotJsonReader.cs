using System.Text.Json;
using Alongside.Kernel;

namespace Alongside.Features.Circle.Counting;

/// <summary>Reads what <see cref="BallotJson"/> says: the heading first, then the ballots, which may stand before the options.</summary>
internal ref struct BallotJsonReader(ReadOnlySpan<byte> file)
{
    private readonly ReadOnlySpan<byte> file = file;
    private readonly Dictionary<string, ushort> options = new(StringComparer.Ordinal);
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);
    private Utf8JsonReader json = new(file), ballots;
    private readonly List<string> lot = [];
    private Unranked unranked;
    private string title = "";
    private long? seats, highest, budget;
    private CountingMethod? method;
    private BallotKind? kind;
    private long together;

    /// <summary>Where it is.</summary>
    public readonly int Line => file[..(int)Math.Min(json.TokenStartIndex, file.Length)].Count((byte)'\n') + 1;

    public Outcome<Ballots> Read()
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject) return new Refusal($"Line {Line}: ballots stand in curly brackets, with “options” and “ballots”.");
        while (Goes(JsonTokenType.EndObject))
            if (Key() is { } refusal) return refusal;
        // Whatever follows, the reader itself refuses.
        json.Read();
        if (options.Count == 0 || ballots.TokenType != JsonTokenType.StartArray) return new Refusal($"Line {Line}: “options” and “ballots” have to be there.");
        if (seats > options.Count) return new Refusal($"There are more seats ({seats}) than candidates ({options.Count}).");
        json = ballots;
        return Ballots();
    }

    private Refusal? Key()
    {
        if (Name(out var key) is { } unreadable) return unreadable;
        if (!keys.Add(key)) return new($"Line {Line}: “{key}” stands there for the second time.");
        json.Read();
        switch (key)
        {
            case "title":
                return Name(out title);
            case "seats":
                return Number(1, Counting.Ballots.MostOptions, out seats);
            case "max":
                return Number(1, Counting.Ballots.HighestLimit, out highest);
            case "dots":
                return Number(1, Counting.Ballots.HighestLimit, out budget);
            case "method":
                if (Name(out var name) is { } unnamed) return unnamed;
                method = CountingMethods.Named(name);
                return method is null ? new($"Line {Line}: no method is called “{name}”. There are {string.Join(", ", CountingMethods.Names)}.") : null;
            case "unranked":
                if (Name(out var word) is { } wordless) return wordless;
                if (UnrankedWords.Named(word) is not { } meant) return new($"Line {Line}: “unranked” is {UnrankedWords.Below} or {UnrankedWords.NoOpinion}.");
                unranked = meant;
                return null;
            case "lot":
                return Drawn();
            case "options":
                return Options();
            case "ballots":
                if (json.TokenType != JsonTokenType.StartArray) return new($"Line {Line}: a list in square brackets belongs here.");
                ballots = json;
                json.Skip();
                return null;
            default:
                return new($"Line {Line}: “{key}” has no meaning here.");
        }
    }

    private Refusal? Options()
    {
        if (json.TokenType != JsonTokenType.StartArray) return new($"Line {Line}: a list in square brackets belongs here.");
        while (Goes(JsonTokenType.EndArray))
        {
            if (Name(out var name) is { } refusal) return refusal;
            if (string.IsNullOrWhiteSpace(name)) return new($"Line {Line}: a name is missing.");
            if (!options.TryAdd(name, (ushort)options.Count)) return new($"Line {Line}: two candidates have the same name.");
            if (options.Count > Counting.Ballots.MostOptions) return new($"Line {Line}: there may be between 1 and {Counting.Ballots.MostOptions:N0} candidates.");
        }
        return null;
    }

    private Refusal? Drawn()
    {
        if (json.TokenType != JsonTokenType.StartArray) return new($"Line {Line}: a list in square brackets belongs here.");
        while (Goes(JsonTokenType.EndArray))
        {
            if (Name(out var name) is { } refusal) return refusal;
            lot.Add(name);
        }
        return null;
    }

    private Outcome<Ballots> Ballots()
    {
        BallotBox? box = null;
        var marks = new BallotMarks(options.Count);
        while (Goes(JsonTokenType.EndArray))
        {
            if (Ballot(marks, out var count) is { } refusal) return refusal;
            if ((together += count) > Counting.Ballots.MostTogether) return new Refusal($"Line {Line}: these are more ballots than can be counted.");
            (box ??= new(kind!.Value)).Add(marks.Said, count);
        }
        var held = kind ?? method?.Counts() ?? (budget is not null ? BallotKind.Dots : highest is not null ? BallotKind.Scores : BallotKind.Ranks);
        var limit = held switch
        {
            BallotKind.Scores => highest ?? Counting.Ballots.UsualHighestScore,
            BallotKind.Dots => budget,
            _ => null,
        };
        return (box ?? new(held)).Close(new([.. options.OrderBy(o => o.Value).Select(o => o.Key)], title, (int?)seats, method, (int?)limit) { Lot = lot, Unranked = unranked });
    }

    private Refusal? Ballot(BallotMarks marks, out long count)
    {
        count = 1;
        if (json.TokenType != JsonTokenType.StartObject) return new($"Line {Line}: a ballot stands in curly brackets.");
        marks.Begin();
        keys.Clear();
        while (Goes(JsonTokenType.EndObject))
        {
            if (Name(out var key) is { } unreadable) return unreadable;
            if (!keys.Add(key)) return new($"Line {Line}: “{key}” stands there for the second time.");
            json.Read();
            if (key == "count")
            {
                if (Number(1, Counting.Ballots.MostAlike, out var said) is { } uncounted) return uncounted;
                count = said!.Value;
                continue;
            }
            BallotKind? found = key switch { "ranks" => BallotKind.Ranks, "scores" => BallotKind.Scores, "dots" => BallotKind.Dots, _ => null };
            if (found is null) return new($"Line {Line}: “{key}” has no meaning here.");
            if (marks.Begun || (kind ??= found) != found) return new($"Line {Line}: the ballots of one file hold ranks, or scores, or dots.");
            marks.Begun = true;
            if ((found == BallotKind.Ranks ? Ranks(marks) : Numbers(marks)) is { } refusal) return refusal;
        }
        return marks.Begun ? null : new($"Line {Line}: this ballot holds neither ranks nor scores nor dots.");
    }

    private Refusal? Ranks(BallotMarks marks)
    {
        if (json.TokenType != JsonTokenType.StartArray) return new($"Line {Line}: a list in square brackets belongs here.");
        while (Goes(JsonTokenType.EndArray))
        {
            marks.NextRank();
            if (json.TokenType != JsonTokenType.StartArray)
            {
                if (Ranked(marks) is { } refusal) return refusal;
                continue;
            }
            while (Goes(JsonTokenType.EndArray))
                if (Ranked(marks) is { } refusal) return refusal;
        }
        return null;
    }

    private Refusal? Ranked(BallotMarks marks)
    {
        if (Option(marks, out var option) is { } refusal) return refusal;
        marks.Rank(option);
        return null;
    }

    private Refusal? Numbers(BallotMarks marks)
    {
        if (json.TokenType != JsonTokenType.StartObject) return new($"Line {Line}: names and numbers in curly brackets belong here.");
        var most = kind == BallotKind.Scores ? highest ?? Counting.Ballots.UsualHighestScore : budget ?? Counting.Ballots.HighestLimit;
        var laid = 0L;
        while (Goes(JsonTokenType.EndObject))
        {
            if (Option(marks, out var option) is { } unknown) return unknown;
            json.Read();
            if (Number(0, most, out var number) is { } refusal) return refusal;
            laid += number!.Value;
            marks.Give(option, (ushort)number.Value);
        }
        return kind == BallotKind.Dots && laid > budget ? new($"Line {Line}: this ballot lays {laid} dots, of {budget} that it has.") : null;
    }

    private Refusal? Option(BallotMarks marks, out ushort option)
    {
        option = 0;
        if (Name(out var name) is { } refusal) return refusal;
        if (!options.TryGetValue(name, out option)) return new($"Line {Line}: “{name}” is none of the options.");
        return marks.Named(option) ? new($"Line {Line}: “{name}” is on this ballot twice.") : null;
    }

    private Refusal? Name(out string name)
    {
        name = "";
        if (json.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName)) return new($"Line {Line}: a text in quotation marks belongs here.");
        name = json.GetString()!;
        return name.Any(char.IsControl) ? new($"Line {Line}: a name holds a character that can't be shown.") : null;
    }

    private Refusal? Number(long least, long most, out long? number)
    {
        number = null;
        if (json.TokenType != JsonTokenType.Number || !json.TryGetInt64(out var said) || said < least || said > most)
            return new($"Line {Line}: a whole number from {least} to {most:N0} belongs here.");
        number = said;
        return null;
    }

    private bool Goes(JsonTokenType end) => json.Read() && json.TokenType != end;
}

/// <summary>One ballot while it is read.</summary>
internal sealed class BallotMarks(int options)
{
    private readonly ushort[] marks = new ushort[options * 2];
    private readonly int[] named = new int[options];
    private int length, ballot;
    private bool skipped, empty;

    public bool Begun { get; set; }

    public ReadOnlySpan<ushort> Said => marks.AsSpan(0, length);

    public void Begin() => (Begun, length, ballot, skipped, empty) = (false, 0, ballot + 1, false, false);

    /// <summary>Whether it was named on this ballot before; it is from now on.</summary>
    public bool Named(ushort option)
    {
        var before = named[option] == ballot;
        named[option] = ballot;
        return before;
    }

    public void NextRank() => (skipped, empty) = (skipped || empty, true);

    public void Rank(ushort option)
    {
        marks[length++] = (ushort)(option | (empty ? 0 : Mark.Shared) | (skipped ? Mark.Skipped : 0));
        (skipped, empty) = (false, false);
    }

    public void Give(ushort option, ushort number)
    {
        (marks[length], marks[length + 1]) = (option, number);
        length += 2;
    }
}
