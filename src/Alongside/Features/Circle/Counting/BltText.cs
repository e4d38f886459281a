using System.Runtime.CompilerServices;
using System.Text;
using Alongside.Kernel;

namespace Alongside.Features.Circle.Counting;

/// <summary>A BLT file's bytes, and how far they are read. It is UTF-8 already: that was looked at before.</summary>
internal ref struct BltText(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> text = text;
    private int at;

    public int Line { get; private set; } = 1;

    public readonly ReadOnlySpan<byte> Rest => text[at..];

    private readonly byte Now
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => at < text.Length ? text[at] : (byte)'\n';
    }

    /// <summary>Whether nothing but a comment follows on this line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool AtEndOfLine()
    {
        SkipBlanks();
        return Now is (byte)'\n' or (byte)'#';
    }

    /// <summary>Goes on to what comes next, over empty lines and comments.</summary>
    /// <returns>Whether there is anything more.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool ToNext()
    {
        while (AtEndOfLine())
        {
            var rest = text[Math.Min(at, text.Length)..];
            var end = rest.IndexOf((byte)'\n');
            if (end < 0)
            {
                at = text.Length;
                return false;
            }
            at += end + 1;
            Line++;
        }
        return true;
    }

    public void Skip(int bytes) => at += bytes;

    public readonly bool Next(char character) => Now == character;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Take(char character)
    {
        if (Now != character || at >= text.Length) return false;
        at++;
        return true;
    }

    /// <summary>A skipped place: a hyphen by itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TakeSkipped()
    {
        if (Now != '-' || !IsBlank(at + 1 < text.Length ? text[at + 1] : (byte)'\n')) return false;
        at++;
        return true;
    }

    /// <summary>Whole and not negative; what is larger than any number that we take reads as that.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TakeNumber(out long number, bool orEqual = false)
    {
        (number, var start) = (0, at);
        while ((uint)(Now - '0') <= 9 && at < text.Length)
        {
            number = Math.Min((number * 10) + (text[at] - '0'), Ballots.MostTogether);
            at++;
        }
        if (at > start && (IsBlank(Now) || Now == '#' || (orEqual && Now == '='))) return true;
        at = start;
        return false;
    }

    /// <summary>Goes over an id in round brackets.</summary>
    public bool TakeId()
    {
        var rest = text[at..];
        var end = rest.IndexOfAny((byte)')', (byte)'\n');
        if (end < 0 || rest[end] == '\n') return false;
        at += end + 1;
        return true;
    }

    /// <summary>What stands in quotation marks, which are doubled within it. It ends on the line on which it begins.</summary>
    public bool TakeQuoted(out string said)
    {
        (said, var start) = ("", at);
        if (!Take('"')) return false;
        for (var doubled = false; ; at++)
        {
            if (Now == '\n') break;
            if (text[at] != '"') continue;
            if (at + 1 < text.Length && text[at + 1] == '"')
            {
                (doubled, at) = (true, at + 1);
                continue;
            }
            said = Encoding.UTF8.GetString(text[(start + 1)..at]);
            if (doubled) said = said.Replace("\"\"", "\"", StringComparison.Ordinal);
            at++;
            return true;
        }
        at = start;
        return false;
    }

    /// <summary>The rest of the line as it is.</summary>
    public string TakeLine()
    {
        var rest = text[at..];
        var end = rest.IndexOf((byte)'\n') is >= 0 and var found ? found : rest.Length;
        at += end;
        return Encoding.UTF8.GetString(rest[..end]).Trim();
    }

    /// <summary>What stands here up to the next blank, as far as it can be shown.</summary>
    public readonly string Here()
    {
        var length = 0;
        while (length < 20 && at + length < text.Length && text[at + length] is > 32 and < 127) length++;
        return Encoding.ASCII.GetString(text.Slice(at, length));
    }

    public readonly Refusal NoNumber() => Here() is { Length: > 0 } here
        ? new($"Line {Line}: “{here}” stands where a whole number belongs.")
        : new($"Line {Line}: a whole number belongs here.");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SkipBlanks()
    {
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\t' or (byte)'\r') at++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsBlank(byte character) => character is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
}
