using Alongside.Kernel;

namespace Alongside.Demo.Sized;

/// <summary>How large a fictional practice is to be.</summary>
/// <param name="Members">Who work in it, with the three who can sign in.</param>
/// <param name="Clients">Everybody who ever came or asked, with those who wait and those who are gone.</param>
/// <param name="Years">For how long people have been coming.</param>
public sealed record DemoSize(int Members, int Clients, int Years)
{
    public const int FewestMembers = 3, MostMembers = 200, FewestClients = 12, MostClients = 20_000, MostYears = 10;

    /// <summary>With how many people a member can begin in a year.</summary>
    public const int MostAYear = 40;

    private const int UsualMembers = 6, UsualAYear = 10;

    /// <summary>What isn't said follows from what is; null where nothing is.</summary>
    public static DemoSize? Of(int? members, int? clients, int? years)
    {
        if (members is null && clients is null && years is null) return null;
        var length = years ?? 1;
        var usual = (long)UsualAYear * Math.Max(1, length);
        var people = clients ?? (int)Math.Clamp((members ?? UsualMembers) * usual, FewestClients, MostClients);
        return new(members ?? (int)Math.Clamp(people / usual, FewestMembers, MostMembers), people, length);
    }

    /// <summary>Why there can be no such practice, or null.</summary>
    public Refusal? Check()
    {
        if (Members is < FewestMembers or > MostMembers) return new($"A fictional practice has between {FewestMembers} and {MostMembers} members. It takes {FewestMembers} to found one.");
        if (Clients is < FewestClients or > MostClients) return new($"To a fictional practice come between {FewestClients} and {MostClients} people.");
        if (Years is < 1 or > MostYears) return new($"A fictional practice is between one and {MostYears} years old.");
        var most = Members * MostAYear * Years;
        return Clients > most ? new($"{Members} members can’t meet {Clients} people in {Years} years. Name {most} at most, or more members.") : null;
    }
}
