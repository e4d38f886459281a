namespace Alongside.Site.Paper;

/// <summary>A few words on paper.</summary>
/// <param name="Text">Without line ends: a new line is a new phrase.</param>
/// <param name="AsWritten">Somebody's own words, such as a name: they run the way their letters do, whatever the language of the page.</param>
public sealed record Phrase(string Text, bool AsWritten = false)
{
    public static implicit operator Phrase(string text) => new(text);

    /// <summary>A name, or what else somebody wrote themselves.</summary>
    public static Phrase Written(string text) => new(text, AsWritten: true);
}

public enum Emphasis
{
    Plain,
    Strong,
    Small,
}

/// <summary>What stands on paper, one below the other. Places are told by start and end, and turn round with the language of the page.</summary>
public abstract record Block
{
    /// <summary>All that is to be read in it, in the order in which it is read.</summary>
    public abstract IEnumerable<Phrase> Phrases { get; }
}

public sealed record Heading(Phrase Text) : Block
{
    public override IEnumerable<Phrase> Phrases => [Text];
}

public sealed record Passage(Phrase Text, Emphasis Emphasis = Emphasis.Plain) : Block
{
    public override IEnumerable<Phrase> Phrases => [Text];
}

/// <summary>What a thing is called, and beside it what it is.</summary>
public sealed record FactList(IReadOnlyList<(Phrase Name, Phrase Value)> Facts) : Block
{
    public override IEnumerable<Phrase> Phrases => Facts.SelectMany(fact => new[] { fact.Name, fact.Value });
}

/// <param name="Name">Said above the column.</param>
/// <param name="Share">How much of the width it takes, beside the others' shares.</param>
/// <param name="AtEnd">For amounts, which one compares digit by digit.</param>
public sealed record Column(Phrase Name, float Share, bool AtEnd = false);

/// <summary>Lines to compare, and what they come to.</summary>
/// <param name="Caption">Said above it.</param>
/// <param name="Columns">In the order in which a row is read.</param>
/// <param name="Rows">Of each row a cell for each column, of each cell its lines.</param>
/// <param name="Total">What it is called, and the sum beneath the last column.</param>
public sealed record Table(
    Phrase Caption, IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<IReadOnlyList<Phrase>>> Rows, (Phrase Name, Phrase Sum) Total) : Block
{
    public override IEnumerable<Phrase> Phrases =>
        [Caption, .. Columns.Select(c => c.Name), .. Rows.SelectMany(row => row.SelectMany(cell => cell)), Total.Name, Total.Sum];
}

/// <summary>A code to copy by hand, large and in its groups. It runs from left to right in every language.</summary>
public sealed record Code(IReadOnlyList<string> Groups) : Block
{
    public override IEnumerable<Phrase> Phrases => [string.Join(' ', Groups)];
}

/// <summary>Numbered words, in columns that are read from top to bottom. They run from left to right in every language.</summary>
public sealed record WordList(IReadOnlyList<string> Words) : Block
{
    public override IEnumerable<Phrase> Phrases => Words.Select((word, i) => (Phrase)$"{i + 1} {word}");
}

/// <summary>Something to cut out along its edge.</summary>
/// <param name="Width">In points, as wide as the page at most.</param>
/// <param name="Within">Together no higher than a page.</param>
public sealed record CutOut(float Width, IReadOnlyList<Block> Within) : Block
{
    /// <summary>A bank card's: 85.6 mm.</summary>
    public const float CardWidth = 242.65f;

    /// <summary>A bank card's: 54 mm.</summary>
    public const float CardHeight = 153.1f;

    public override IEnumerable<Phrase> Phrases => Within.SelectMany(block => block.Phrases);
}
