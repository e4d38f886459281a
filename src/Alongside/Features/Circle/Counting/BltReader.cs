using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Alongside.Kernel;

namespace Alongside.Features.Circle.Counting;

/// <summary>
/// Reads ranked ballots from a BLT file, the text format in which elections are published. A first line says how many
/// candidates and seats there are; lines with negative numbers say who withdrew; each ballot is a weight, candidates by
/// number from the first preference on and a 0; a 0 alone ends them; then every name in quotation marks, and the title.
/// <c>#</c> begins a comment. Before a weight an id may stand in round brackets, <c>2=3</c> is a shared rank and
/// <c>-</c> a place left out. Several ballots may stand on one line, but none goes over its end, so that a missing 0 is
/// seen. After a name a second one in quotation marks may stand, or one in doubled ones at its end: the party, which
/// belongs to no name. A title has to be there, be it "", as otherwise a missing name would be taken for one.
/// </summary>
public static class BltReader
{
    public static Outcome<Ballots> Read(ReadOnlySpan<byte> file)
    {
        if (file is [0xEF, 0xBB, 0xBF, ..]) file = file[3..];
        if (!Utf8.IsValid(file)) return new Refusal($"Line {FirstNotUtf8(file)}: this isn't UTF-8 text.");
        var text = new BltText(file);
        if (!text.ToNext()) return new Refusal($"This file is empty.");
        if (Heading(ref text, out var candidates, out var seats) is { } unheaded) return unheaded;
        var withdrawn = new bool[candidates];
        if (Withdrawn(ref text, withdrawn) is { } unwithdrawn) return unwithdrawn;
        if (withdrawn.All(gone => gone)) return new Refusal($"Every candidate has withdrawn.");
        var box = new BallotBox(BallotKind.Ranks);
        if (new BltBallots(withdrawn, box).Read(ref text) is { } uncounted) return uncounted;
        var names = new string[candidates];
        if (BltNames.Read(ref text, names) is { } unnamed) return unnamed;
        if (BltNames.Title(ref text, out var title) is { } untitled) return untitled;
        return box.Close(new([.. names.Where((_, option) => !withdrawn[option])], title, seats));
    }

    private static Refusal? Heading(ref BltText text, out int candidates, out int seats)
    {
        (candidates, seats) = (0, 0);
        if (!text.TakeNumber(out var standing)) return text.NoNumber();
        if (text.AtEndOfLine()) return new($"Line {text.Line}: the first line says how many candidates there are, and how many seats.");
        if (!text.TakeNumber(out var wanted)) return text.NoNumber();
        if (!text.AtEndOfLine()) return new($"Line {text.Line}: “{text.Here()}” stands after the numbers of candidates and seats.");
        if (standing is < 1 or > Ballots.MostOptions) return new($"Line {text.Line}: there may be between 1 and {Ballots.MostOptions:N0} candidates.");
        if (wanted < 1 || wanted > standing) return new($"Line {text.Line}: there may be between 1 and {standing:N0} seats.");
        (candidates, seats) = ((int)standing, (int)wanted);
        return null;
    }

    private static Refusal? Withdrawn(ref BltText text, bool[] withdrawn)
    {
        while (text.ToNext() && text.Take('-'))
        {
            if (!text.TakeNumber(out var who)) return text.NoNumber();
            if (who < 1 || who > withdrawn.Length) return new($"Line {text.Line}: candidate {who} has withdrawn, and the first line says that there are {withdrawn.Length}.");
            if (withdrawn[who - 1]) return new($"Line {text.Line}: candidate {who} has withdrawn twice.");
            withdrawn[who - 1] = true;
        }
        return null;
    }

    internal static int FirstNotUtf8(ReadOnlySpan<byte> file)
    {
        for (var line = 1; ; line++)
        {
            var end = file.IndexOf((byte)'\n');
            if (end < 0 || !Utf8.IsValid(file[..end])) return line;
            file = file[(end + 1)..];
        }
    }
}

/// <summary>Reads the ballots themselves.</summary>
internal sealed class BltBallots(bool[] withdrawn, BallotBox box)
{
    // Options without those withdrawn, by candidate; and on which ballot each was named last.
    private readonly int[] option = Standing(withdrawn), named = new int[withdrawn.Length];
    private readonly ushort[] marks = new ushort[withdrawn.Length];
    private int length, ballot;
    private long together;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Refusal? Read(ref BltText text)
    {
        while (text.ToNext())
        {
            if (text.Take('('))
            {
                if (!text.TakeId()) return new($"Line {text.Line}: a bracket is opened and not closed.");
                if (text.AtEndOfLine()) return new($"Line {text.Line}: no ballot follows its id.");
            }
            if (!text.TakeNumber(out var weight)) return text.NoNumber();
            if (weight == 0)
                return text.AtEndOfLine() ? null : new($"Line {text.Line}: “{text.Here()}” stands after the 0 that ends the ballots.");
            if (weight > Ballots.MostAlike) return new($"Line {text.Line}: a ballot weighs at most {Ballots.MostAlike:N0}.");
            if ((together += weight) > Ballots.MostTogether) return new($"Line {text.Line}: these are more ballots than can be counted.");
            if (Usual(text.Rest) is > 0 and var read) text.Skip(read);
            else if (Preferences(ref text) is { } refusal) return refusal;
            box.Add(marks.AsSpan(0, length), weight);
        }
        return new($"Line {text.Line}: the file ends before the 0 that ends the ballots.");
    }

    // Nearly every ballot is nothing but numbers of one or two digits, with a blank before each, up to its 0. Those are
    // read here, five times as fast; whatever else there is, right or wrong, is none of this method's business.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Usual(ReadOnlySpan<byte> rest)
    {
        var (options, on, to, now, at) = (option, named, marks, ++ballot, 0);
        for (length = 0; at + 3 < rest.Length && rest[at] == ' ';)
        {
            var candidate = rest[at + 1] - '0';
            if ((uint)candidate > 9) return 0;
            var second = rest[at + 2] - '0';
            at += 2;
            if ((uint)second <= 9) (candidate, at) = ((candidate * 10) + second, at + 1);
            if (rest[at] is not ((byte)' ' or (byte)'\n' or (byte)'\r')) return 0;
            if (candidate == 0) return at;
            var who = candidate - 1;
            if ((uint)who >= (uint)options.Length || on[who] == now || options[who] < 0) return 0;
            on[who] = now;
            to[length++] = (ushort)options[who];
        }
        return 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Refusal? Preferences(ref BltText text)
    {
        (length, ballot) = (0, ballot + 1);
        var (skipped, joined, kept) = (false, false, false);
        while (true)
        {
            if (text.AtEndOfLine()) return new($"Line {text.Line}: no 0 ends this ballot.");
            if (!joined && text.TakeSkipped())
            {
                (skipped, kept) = (true, false);
                continue;
            }
            if (!text.TakeNumber(out var candidate, orEqual: true)) return text.NoNumber();
            if (candidate == 0) return joined || text.Next('=') ? new($"Line {text.Line}: a rank is shared with nobody.") : null;
            if (candidate > option.Length) return new($"Line {text.Line}: there is a preference for candidate {candidate}, and the first line says that there are {option.Length}.");
            var who = (int)candidate - 1;
            if (named[who] == ballot) return new($"Line {text.Line}: candidate {candidate} is on this ballot twice.");
            named[who] = ballot;
            if (!joined) kept = false;
            if (option[who] >= 0)
            {
                marks[length++] = (ushort)(option[who] | (kept ? Mark.Shared : 0) | (skipped ? Mark.Skipped : 0));
                (kept, skipped) = (true, false);
            }
            joined = text.Take('=');
        }
    }

    private static int[] Standing(bool[] withdrawn)
    {
        var standing = 0;
        return [.. withdrawn.Select(gone => gone ? -1 : standing++)];
    }
}
