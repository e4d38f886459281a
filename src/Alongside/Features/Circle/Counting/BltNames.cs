using Alongside.Kernel;

namespace Alongside.Features.Circle.Counting;

/// <summary>What stands after the ballots: names and the title.</summary>
internal static class BltNames
{
    public static Refusal? Read(ref BltText text, string[] names)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var number = 0; number < names.Length; number++)
        {
            if (!text.ToNext()) return new($"Line {text.Line}: the file ends after {number} names, and the first line says that there are {names.Length} candidates.");
            if (!text.TakeQuoted(out var name)) return new($"Line {text.Line}: a name in quotation marks belongs here, that of candidate {number + 1}.");
            if (text.AtEndOfLine()) name = WithoutParty(name);
            else if (!text.TakeQuoted(out _) || !text.AtEndOfLine()) return new($"Line {text.Line}: something stands after the name of candidate {number + 1} that is no party in quotation marks.");
            name = name.Trim();
            if (name.Length == 0) return new($"Line {text.Line}: the name of candidate {number + 1} is missing.");
            if (name.Any(char.IsControl)) return new($"Line {text.Line}: a name holds a character that can't be shown.");
            if (!known.Add(name)) return new($"Line {text.Line}: two candidates have the same name.");
            names[number] = name;
        }
        return null;
    }

    public static Refusal? Title(ref BltText text, out string title)
    {
        title = "";
        if (!text.ToNext()) return new($"Line {text.Line}: the file ends before the title, so that a name may be missing, too. A title can be empty: \"\".");
        if (!text.Next('"')) title = text.TakeLine();
        else if (!text.TakeQuoted(out title) || !text.AtEndOfLine()) return new($"Line {text.Line}: the title isn't one text in quotation marks.");
        if (title.Any(char.IsControl)) return new($"Line {text.Line}: the title holds a character that can't be shown.");
        return text.ToNext() ? new($"Line {text.Line}: something stands after the title. Are there more names than the first line says?") : null;
    }

    // "Neil ALEXANDER ""Scottish Liberal Democrats""": the name is what stands in front of the party.
    private static string WithoutParty(string name)
    {
        var trimmed = name.AsSpan().TrimEnd();
        if (trimmed is not [.. var front, '"'] || front.LastIndexOf('"') is not (> 0 and var opened)) return name;
        return front[..opened].Trim().IsEmpty ? name : front[..opened].ToString();
    }
}
