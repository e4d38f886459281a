using System.Globalization;
using System.Text;

namespace Alongside.Site;

/// <summary>
/// A name as cloth, by a name draft: each letter walks some threads across eight shafts, and the walk is mirrored.
/// The treadles follow the threading, so that the cloth is as high as it is wide.
/// </summary>
public sealed class Weave
{
    private const int Shafts = 8;
    private const int Narrowest = 16;

    // A 3/1/1/3 twill: whether treadle t lifts shaft s stands at (s - t) mod 8.
    private static readonly bool[] tieUp = [true, true, true, false, true, false, false, false];

    // The practice's cloth hangs on every page: it is woven once for the name that the practice has, and drawn once.
    private static Woven? latest;
    private readonly string?[] warps = new string?[4];
    private IReadOnlyList<(string Path, string Dashes)>? weft;
    private Weave? middle;

    private sealed record Woven(string Name, Weave Cloth);

    private Weave(IReadOnlyList<Strand> strands) => Strands = strands;

    /// <summary>One thread of the warp: the shaft it hangs on (0 to 7) and which of the four dyes it has.</summary>
    public readonly record struct Strand(int Shaft, int Dye);

    /// <summary>The threads from side to side; a pick of the weft lies across for each of them.</summary>
    public IReadOnlyList<Strand> Strands { get; }

    public int Width => Strands.Count;

    /// <summary>The practice's cloth: two to four threads a letter.</summary>
    public static Weave OfPractice(string name)
    {
        if (latest is { } known && string.Equals(known.Name, name, StringComparison.Ordinal)) return known.Cloth;
        var cloth = Of(name, fewest: 2);
        latest = new(name, cloth);
        return cloth;
    }

    /// <summary>A person's swatch, finer: one to three threads a letter.</summary>
    public static Weave OfPerson(string name) => Of(name, fewest: 1);

    /// <summary>The middle of the cloth, <paramref name="width"/> threads wide and as many picks high.</summary>
    public Weave Middle(int width)
    {
        if (width >= Width) return this;
        if (middle is { } known && known.Width == width) return known;
        var from = (Width - width + 1) / 2;
        return middle = new([.. Strands.Skip(from).Take(width)]);
    }

    /// <summary>Whether the warp lies on top where this pick crosses this thread.</summary>
    public bool WarpOnTop(int pick, int strand) => Lifts(Strands[pick].Shaft, Strands[strand].Shaft);

    /// <summary>The warp of one dye as an SVG path of upright lines, as long as the cloth is high.</summary>
    public string Warp(int dye) => warps[dye] ??= Warp(dye, _ => Width);

    /// <summary>The loose ends below the cloth: 14 to 18 picks long, never two neighbours alike.</summary>
    public string Ends(int dye) => Warp(dye, i => 14 + ((i * 3) + 4) % 5);

    /// <summary>The weft, a path and its dashes for each treadle: a dash is where the weft floats over the warp.</summary>
    public IReadOnlyList<(string Path, string Dashes)> Weft() => weft ??= [..
        from pick in Enumerable.Range(0, Width)
        group pick by Strands[pick].Shaft into treadle
        orderby treadle.Key
        select (string.Concat(treadle.Select(pick => string.Create(CultureInfo.InvariantCulture, $"M0 {pick}.5h{Width}"))), Dashes(treadle.Key))];

    private static Weave Of(string name, int fewest)
    {
        var half = new List<Strand>();
        var shaft = 0;
        foreach (var rune in name.Normalize(NormalizationForm.FormKD).ToLowerInvariant().EnumerateRunes())
        {
            if (!Rune.IsLetterOrDigit(rune)) continue;
            var step = rune.Value / 2 % 2 == 0 ? 1 : -1;
            for (var i = 0; i < fewest + (rune.Value % 3); i++)
            {
                half.Add(new(shaft, rune.Value % 4));
                shaft = (shaft + step + Shafts) % Shafts;
            }
        }

        // A name without any letter still has a cloth: one repeat of the plain twill.
        if (half.Count == 0) half.AddRange(Enumerable.Range(0, Shafts).Select(s => new Strand(s, s % 4)));
        Strand[] repeat = [.. half, .. half.AsEnumerable().Reverse().Skip(1).SkipLast(1)];

        // A name of one or two letters gives a ribbon, not a cloth: woven on in its own pattern until it is one.
        var times = 1 + ((Narrowest - 1) / repeat.Length);
        return new([.. Enumerable.Repeat(repeat, times).SelectMany(strands => strands)]);
    }

    private static bool Lifts(int treadle, int shaft) => tieUp[(shaft - treadle + Shafts) % Shafts];

    private string Warp(int dye, Func<int, int> length) => string.Concat(Enumerable.Range(0, Width)
        .Where(i => Strands[i].Dye == dye)
        .Select(i => string.Create(CultureInfo.InvariantCulture, $"M{i}.5 0v{length(i)}")));

    private string Dashes(int treadle)
    {
        var runs = new List<int> { 0 };
        var floating = true;
        foreach (var strand in Strands)
        {
            if (Lifts(treadle, strand.Shaft) == floating)
            {
                runs.Add(0);
                floating = !floating;
            }

            runs[^1]++;
        }

        // An odd number of dashes would be repeated the other way round.
        if (runs.Count % 2 == 1) runs.Add(0);
        return string.Join(' ', runs);
    }
}
