namespace Alongside.Features.Circle.Deciding;

/// <summary>Whoever put it says that it can't wait, and asks one other member to see the same.</summary>
public sealed record AskedInEmergency(Guid Second) : Fact
{
    /// <summary>How it begins where it is kept, always as the second fact of its question: so that these are found without all others being read.</summary>
    public const string Begins = """{"fact":"emergency asked",""";

    public const int Number = 2;
}

/// <summary>The second member doesn't see an emergency: it goes the ordinary way.</summary>
public sealed record DeclinedInEmergency : Fact;

/// <summary>The second member has confirmed it: it is in force from now on, and all are asked whether it stays.</summary>
/// <param name="Back">The proposal that stands ready to put back what held before.</param>
public sealed record ConfirmedByTwo(Guid Back) : Fact
{
    /// <summary>How it begins where it is kept.</summary>
    public const string Begins = """{"fact":"confirmed by two",""";
}

/// <summary>All were asked, and it stays.</summary>
public sealed record ConfirmedByAll : Fact;

/// <summary>Why what was put in force in an emergency doesn't stay.</summary>
public enum WhyBack
{
    TooFew,
    Objection,
    CalledBack,

    /// <summary>By whoever put it.</summary>
    TakenBack,
}

/// <summary>It doesn't stay.</summary>
/// <param name="Decision">The number of the decision that put back what held before; null where another decision has changed it meanwhile.</param>
/// <param name="Why">Why not.</param>
public sealed record PutBack(int? Decision, WhyBack Why) : Fact;

/// <summary>It was put along with an emergency, and takes effect by itself where that isn't confirmed.</summary>
/// <param name="For">The proposal that was put in force.</param>
public sealed record StandsReady(Guid For) : Fact
{
    /// <summary>How it begins where it is kept, so that these are found without all others being read.</summary>
    public const string Begins = """{"fact":"stands ready",""";
}
