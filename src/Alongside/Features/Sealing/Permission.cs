using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Sealing;

public enum Decision
{
    Permit,
    Deny,
}

/// <summary>By what somebody is a guardian. It gives no power by itself: the yes does, and only within what a guardian may be given.</summary>
public enum GuardianBasis
{
    Parent,
    CourtOrder,
    SubstituteDecisionMaker,
}

/// <summary>
/// One rule that a person gave: who may, or may never, do what with which of their folders, and until when.
/// It never changes; it can only be withdrawn.
/// </summary>
public sealed class Permission : PowerRow
{
    /// <summary>What isn't core care is open for a year at most; then the person is asked again.</summary>
    public static readonly Duration Longest = Duration.FromDays(366);

    private Permission()
    {
    }

    /// <summary>A yes to a whole category, or to a single folder of it.</summary>
    public static Outcome<Permission> Permit(
        PermissionId id, PersonId person, ActorId actor, Category category, FolderId? folder, Purpose purpose, bool mayWrite, Window valid, Instant? recordsFrom,
        bool tellMe = false, GuardianBasis? guardian = null)
    {
        if (!category.CanBeShared()) return new Refusal($"This stays with the person alone and can't be opened to anyone.");
        if (person.Actor == actor) return new Refusal($"You can always open what is yours. It needs no permission.");
        if (guardian is not null && purpose.OpensByKey() && !category.MayReachGuardian())
            return new Refusal($"What you wrote, or what was written with you, never opens to a guardian.");
        if (valid.Until is { } until && until <= valid.From) return new Refusal($"This would end before it begins. Choose a later day.");
        if ((guardian is not null || !(category.IsCoreCare() && purpose == Purpose.Care)) && (valid.Until is not { } end || end - valid.From > Longest))
            return new Refusal($"Only what care itself needs stays open until it is taken back. This ends after a year at most: choose until when.");
        return new Permission
        {
            Id = id,
            Person = person,
            Subject = person.Subject,
            Actor = actor,
            Decision = Decision.Permit,
            Category = category,
            Folder = folder,
            Purpose = purpose,
            MayWrite = mayWrite,
            From = valid.From,
            Until = valid.Until,
            RecordsFrom = recordsFrom,
            TellMe = tellMe,
            Guardian = guardian,
        };
    }

    /// <summary>A no to one actor. It outweighs every yes, whichever is newer. Without a category it covers everything.</summary>
    public static Permission Deny(PermissionId id, PersonId person, ActorId actor, Category? category, Instant from) => new()
    {
        Id = id,
        Person = person,
        Subject = person.Subject,
        Actor = actor,
        Decision = Decision.Deny,
        Category = category,
        From = from,
    };

    public PermissionId Id { get; private init; }

    /// <summary>Who gave it.</summary>
    public PersonId Person { get; private init; }

    public SubjectId Subject { get; private init; }

    public ActorId Actor { get; private init; }

    public Decision Decision { get; private init; }

    /// <summary>Null covers every category: only a no may do so.</summary>
    public Category? Category { get; private init; }

    /// <summary>Null covers every folder of the category.</summary>
    public FolderId? Folder { get; private init; }

    public Purpose Purpose { get; private init; }

    /// <summary>Policy only: who can open a folder could also write into it.</summary>
    public bool MayWrite { get; private init; }

    public Instant From { get; private init; }

    public Instant? Until { get; private init; }

    /// <summary>"From now on": generations opened before are not included. Null includes all of them.</summary>
    public Instant? RecordsFrom { get; private init; }

    /// <summary>An obligation: whoever gave it is told when somebody opens something under it.</summary>
    public bool TellMe { get; private init; }

    /// <summary>By what its actor is a guardian; null of everybody else.</summary>
    public GuardianBasis? Guardian { get; private init; }

    public Withdrawal? Withdrawal { get; private set; }

    public bool IsActive(Instant at) => From <= at && (Until is null || at < Until) && (Withdrawal is null || at < Withdrawal.At);

    /// <summary>When it ends or ended: by its date or by being taken back, whichever came first; null while neither is known.</summary>
    public Instant? End => Withdrawal is { } back ? Instant.Min(back.At, Until ?? back.At) : Until;

    /// <summary>Is it a no to everything? One to a single category, such as the name under which somebody pays, is none to the rest.</summary>
    public bool ShutsOut => this is { Decision: Decision.Deny, Category: null };

    /// <summary>Is it a no that reaches this category?</summary>
    public bool Refuses(Category category) => Decision == Decision.Deny && (Category is null || Category == category);

    public bool Covers(Folder folder) =>
        Subject == folder.Subject && (Category is null || Category == folder.Category) && (Folder is null || Folder == folder.Id);

    // Only the person may take back their own yes: whoever could do it for them could also do it against them.
    // No reason is ever asked for.
    public Refusal? Withdraw(PersonId by, Instant at)
    {
        if (by != Person) return new($"Only the person who gave this permission can withdraw it.");
        Withdrawal ??= new(Id, at, handedBack: false); // a double click is not a second withdrawal
        return null;
    }

    /// <summary>Whoever was given a yes hands it back: they take nothing along when they leave.</summary>
    public Refusal? HandBack(ActorId by, Instant at)
    {
        if (by != Actor || Decision != Decision.Permit) return new($"Only whoever was given this permission can hand it back.");
        Withdrawal ??= new(Id, at, handedBack: true);
        return null;
    }

    /// <summary>The withdrawal was not written by this house: this no still stands.</summary>
    internal void DisregardWithdrawal() => Withdrawal = null;

    // What came later is added only where it says something: a row from before is still what this house wrote.
    protected override Binding Canonical()
    {
        var rule = new Binding("permission").Add(Id.Value).Add(Person.Value).Add(Subject.Value)
            .Add(Actor.Value).Add((int)Decision).Add(Category?.ToString() ?? "").Add(Folder?.Value).Add((int)Purpose)
            .Add(MayWrite ? 1 : 0).Add(From.ToUnixTimeTicks()).Add(Until?.ToUnixTimeTicks()).Add(RecordsFrom?.ToUnixTimeTicks());
        if (TellMe) rule = rule.Add("tell me");
        return Guardian is { } basis ? rule.Add("guardian").Add((int)basis) : rule;
    }
}

/// <summary>The record that a permission was taken back, or handed back by whoever had it, and when. Never why.</summary>
public sealed class Withdrawal(PermissionId permission, Instant at, bool handedBack) : PowerRow
{
    public PermissionId Permission { get; private init; } = permission;

    public Instant At { get; private init; } = at;

    /// <summary>Not the person who gave it ended it, but whoever it was given to.</summary>
    public bool HandedBack { get; private init; } = handedBack;

    protected override Binding Canonical()
    {
        var withdrawal = new Binding("withdrawal").Add(Permission.Value).Add(At.ToUnixTimeTicks());
        return HandedBack ? withdrawal.Add("handed back") : withdrawal;
    }
}

/// <summary>The record that a permission's end was carried out: its wraps dropped, its generations closed.</summary>
public sealed class Expiry(PermissionId permission, Instant at)
{
    public PermissionId Permission { get; private init; } = permission;

    public Instant At { get; private init; } = at;
}
