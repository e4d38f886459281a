using NodaTime;

namespace Alongside.Site;

/// <summary>What the practice shows of itself on every page. Filled from its agreements once it is founded.</summary>
public sealed class PracticeFace
{
    public string Name { get; set; } = "Alongside";

    public bool IsFounded { get; set; }

    /// <summary>A share of the escrow isn't on paper yet: it is too early for real people's records, and every page says so.</summary>
    public bool LacksPaper { get; set; }

    /// <summary>The papers have never opened the escrow together: likewise.</summary>
    public bool LacksDrill { get; set; }

    /// <summary>No backup of it has been restored and opened yet: likewise.</summary>
    public bool LacksBackup { get; set; }

    public DateTimeZone Zone { get; set; } = DateTimeZone.Utc;

    /// <summary>ISO 4217; amounts in it are said with the bare symbol, all others with their code.</summary>
    public string Currency { get; set; } = "CAD";

    /// <summary>The language spoken to who names none that we know.</summary>
    public string Language { get; set; } = "en";

    /// <summary>How one reaches the practice; each may be empty.</summary>
    public PracticeReach Reach { get; set; } = new("", "", "", "");

    /// <summary>Where "Leave quickly" leads: something anybody could be reading.</summary>
    public string WayOut { get; set; } = "https://www.wikipedia.org/";
}

/// <summary>As the practice wrote them: telephone, e-mail, where its rooms are, where money goes to.</summary>
public sealed record PracticeReach(string Phone, string Email, string Place, string Account)
{
    public bool IsEmpty => Phone.Length + Email.Length + Place.Length == 0;
}
