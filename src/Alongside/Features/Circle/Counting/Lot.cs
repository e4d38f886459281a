using Alongside.Kernel;

namespace Alongside.Features.Circle.Counting;

/// <summary>The order drawn by lot: who is named earlier stands higher. It need not name everybody, only those whom a tie is between.</summary>
public sealed class Lot
{
    private readonly int[] places;
    private readonly IReadOnlyList<string> options;

    private Lot(IReadOnlyList<string> options, int[] places) => (this.options, this.places) = (options, places);

    public static Outcome<Lot> Of(IReadOnlyList<string> options, IReadOnlyList<string> drawn)
    {
        var places = new int[options.Count];
        Array.Fill(places, int.MaxValue);
        for (var place = 0; place < drawn.Count; place++)
        {
            var option = Find(options, drawn[place]);
            if (option < 0) return new Refusal($"The lot names “{drawn[place]}”, and nobody of that name stands.");
            if (places[option] != int.MaxValue) return new Refusal($"The lot names “{drawn[place]}” twice.");
            places[option] = place;
        }
        return new Lot(options, places);
    }

    /// <summary>Takes a list with commas apart. A name may hold commas itself: the longest that fits is meant.</summary>
    public static Outcome<Lot> Parse(IReadOnlyList<string> options, string list)
    {
        var drawn = new List<string>();
        for (var rest = list.AsSpan().Trim(); !rest.IsEmpty;)
        {
            var length = 0;
            foreach (var option in options)
                if (option.Length > length && rest.StartsWith(option, StringComparison.Ordinal) && rest[option.Length..].TrimStart() is [] or [',', ..]) length = option.Length;
            if (length == 0) length = rest.IndexOf(',') is >= 0 and var comma ? comma : rest.Length;
            drawn.Add(rest[..length].Trim().ToString());
            rest = rest[length..].TrimStart().TrimStart(',').TrimStart();
        }
        return Of(options, drawn);
    }

    /// <summary>Whether the order says something of each of these.</summary>
    internal bool Orders(IEnumerable<int> tied) => tied.All(option => places[option] != int.MaxValue);

    /// <summary>The smaller, the higher somebody stands; who isn't named stands last.</summary>
    internal int Place(int option) => places[option];

    /// <summary>Says that a lot has to be drawn, between whom, and how it is handed over.</summary>
    internal Refusal Needed(IEnumerable<int> tied) =>
        new($"There is a tie that only a lot can break, between {string.Join(", ", tied.Order().Select(option => options[option]))}. Please draw it, and give the order with --lot, the first drawn first, names with a comma between them.");

    private static int Find(IReadOnlyList<string> options, string name)
    {
        for (var option = 0; option < options.Count; option++)
            if (string.Equals(options[option], name, StringComparison.Ordinal)) return option;
        return -1;
    }
}
