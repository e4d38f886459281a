using Alongside.Features.Circle.Gate;
using Alongside.Features.People;
using Alongside.Features.People.Doors;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.Circle.Doors;

/// <summary>What came of a paper that was handed in.</summary>
/// <param name="Done">Whether it was the last that was needed.</param>
/// <param name="Code">For whoever was brought back, to be handed over once.</param>
public readonly record struct HandedIn(bool Done, ReturnCode? Code);

/// <summary>
/// Key-keepers come together: each step is an entry in the access log, and none says what stood on a paper. What they
/// came for is done with the last paper that is needed, or not at all; either way everything is forgotten then.
/// </summary>
public sealed class Ceremonies(Database db, Premises premises, CeremonyTable table, RandomSource random, Sealing.Gate.Gate gate, Accounts accounts, BringingBack bringing, EscrowAnew anew, EscrowRenewal renewal, Uncovering uncovering)
{
    private static readonly Refusal NotAKeeper = new($"Only who keeps a share of the escrow can do this.");
    private static readonly Refusal AnewFirst = new($"The escrow is being made anew, and that isn’t finished. Come together for that first, with the papers from before.");
    private static readonly Refusal Busy = new($"Key-keepers have come together here already. One thing at a time: end that first, or wait until it is done.");
    private static readonly Refusal NoEscrow = new($"There is no escrow here, or its key was not written by this house. Nothing can be opened with papers.");

    /// <summary>The one under way on this server; null where there is none.</summary>
    public Ceremony? Now => table.Now;

    /// <param name="by">A key-keeper.</param>
    /// <param name="aim">What for.</param>
    /// <param name="whom">Whom it is about; null for a drill.</param>
    /// <param name="stop">Ends it early.</param>
    public Task<Refusal?> Begin(Keyring by, CeremonyAim aim, PersonId? whom, CancellationToken stop = default) => Begin(by, aim, whom, null, stop);

    /// <summary>For something that is opened without a yes.</summary>
    public Task<Refusal?> Begin(Keyring by, OpeningWithoutYes opening, CancellationToken stop = default) => Begin(by, CeremonyAim.WithoutYes, opening.Person, opening, stop);

    private async Task<Refusal?> Begin(Keyring by, CeremonyAim aim, PersonId? whom, OpeningWithoutYes? opening, CancellationToken stop)
    {
        using var turn = await table.Enter(stop);
        await Part(stop);
        if (table.Now is not null) return Busy;
        await using var work = await gate.Begin(stop);
        if (await NumberOf(by, stop) is null) return NotAKeeper;
        if (aim is not (CeremonyAim.Drill or CeremonyAim.Anew) && (whom is not { } person || await db.Person(premises.House, person, stop) is null))
            return new($"Nobody here has this reference. Please compare it, letter by letter.") { Field = "Reference" };
        if (whom == by.Person) return new($"This is about you, so it takes the others.");
        if (await db.EscrowKeys(premises, stop) is not { } keys || await db.EscrowTakes(premises, keys.OfPapers, work.At, stop) is not { } takes) return NoEscrow;
        if (keys.Before is not null && aim != CeremonyAim.Anew) return AnewFirst;
        if (keys.Before is null && aim == CeremonyAim.Anew && await anew.MayBegin(work, stop) is { } cannot) return cannot;
        var gagged = opening is null ? false : await uncovering.Gagged(work, opening, stop);
        if (gagged.Refusal is { } unfounded) return unfounded;
        var ceremony = new Ceremony(aim, whom, by.Person, table.At, takes.Needed) { Opening = opening, IsQuiet = gagged.Value };
        work.Log(LogActs.KeepersGather, by.Person.Actor, Purpose.KeyKeeping, subject: ceremony.About);
        await work.Commit(stop);
        table.Lay(ceremony);
        return null;
    }

    /// <summary>Hands in a paper; with the last that is needed, what they came for is done.</summary>
    /// <param name="by">Who came.</param>
    /// <param name="proven">That it is they.</param>
    /// <param name="words">What stands on their paper. It is kept in memory, as long as this takes.</param>
    /// <param name="stop">Ends it early.</param>
    public async Task<Outcome<HandedIn>> Come(Keyring by, Proven proven, string? words, CancellationToken stop = default)
    {
        if (proven.Person != by.Person) return Accounts.Unproven;
        var read = Slip39Share.Read(words);
        if (read.Refusal is { } misread) return misread;
        using var turn = await table.Enter(stop);
        await Part(stop);
        if (table.Now is not { } ceremony) return Ceremony.Over;
        // The way in is made before the work begins: hashing it takes its time.
        var code = ceremony.Aim is not (CeremonyAim.LostEveryWay or CeremonyAim.LostTheCode) || !ceremony.LacksOne ? null : (Outcome<(ReturnCode Code, Shown Shown)>?)await accounts.NewReturnCode(stop);
        if (code?.Refusal is { } queued) return queued;
        await using var work = await gate.BeginPower(stop);
        if (await NumberOf(by, stop) is not { } own) return NotAKeeper;
        if (ceremony.MayCome(by.Person, own, read.Value) is { } refusal)
        {
            read.Value.Forget();
            return refusal;
        }
        work.Log(LogActs.KeeperCame, by.Person.Actor, Purpose.KeyKeeping);
        if (!ceremony.LacksOne)
        {
            await work.Commit(stop);
            ceremony.Come(by.Person, own, read.Value);
            return new HandedIn(false, null);
        }
        try
        {
            ceremony.Come(by.Person, own, read.Value);
            if (ceremony.Aim == CeremonyAim.Anew) return await MakeAnew(work, ceremony, stop);
            if (ceremony.Opening is { } opening) return await Open(work, ceremony, opening, by, stop);
            if (await CarryOut(work, ceremony, code?.Value.Shown) is { } not) return await Parted(work, by.Person, ceremony, not, stop);
            await work.Commit(stop);
            return new HandedIn(true, code?.Value.Code);
        }
        finally
        {
            table.Clear();
        }
    }

    /// <summary>Any key-keeper can end it, at any time.</summary>
    public async Task<Refusal?> End(Keyring by, CancellationToken stop = default)
    {
        using var turn = await table.Enter(stop);
        await using var work = await gate.Begin(stop);
        if (await NumberOf(by, stop) is null) return NotAKeeper;
        if (table.Now is not { } ceremony) return null;
        table.Clear();
        work.Log(LogActs.KeepersPart, by.Person.Actor, Purpose.KeyKeeping, subject: ceremony.About);
        await work.Commit(stop);
        return null;
    }

    /// <summary>Forgets one whose hour is over; and the escrow's old key, where others handed over the last that opened to it.</summary>
    public async Task ForgetEnded(CancellationToken stop = default)
    {
        using var turn = await table.Enter(stop);
        await Part(stop);
        table.LayOpened(null);
        await renewal.Finish(default, stop);
    }

    private async Task Part(CancellationToken stop)
    {
        if (table.TakeOver() is not { } over) return;
        await using var work = await gate.Begin(stop);
        work.Log(LogActs.KeepersPart, default, Purpose.KeyKeeping, subject: over.About);
        await work.Commit(stop);
    }

    private async Task<Refusal?> CarryOut(Work work, Ceremony ceremony, Shown? code)
    {
        if (await db.EscrowKey(premises) is not { } known) return NoEscrow;
        var whole = ceremony.Combine(known);
        if (whole.Refusal is { } refusal) return refusal;
        try
        {
            if (ceremony.Whom is { } person)
            {
                if (await bringing.BringBack(work, whole.Value, known.Number, person, code!, ActOf(ceremony.Aim), ceremony.Came) is { } not) return not;
                await KeepShare(ceremony, known, person);
                return null;
            }
            work.Log(LogActs.EscrowTried, ceremony.Came[^1].Actor, Purpose.KeyKeeping, content: known.Hash());
            return null;
        }
        finally
        {
            whole.Value.Forget();
        }
    }

    // Whoever closes the page while it goes on changes nothing: it is done to its end, or found again as it is.
    private async Task<Outcome<HandedIn>> MakeAnew(Work work, Ceremony ceremony, CancellationToken stop)
    {
        var by = ceremony.Came[^1];
        if (await db.EscrowKeys(premises, CancellationToken.None) is not { } keys) return await Parted(work, by, ceremony, NoEscrow, stop);
        var whole = ceremony.Combine(keys.OfPapers);
        if (whole.Refusal is { } refusal) return await Parted(work, by, ceremony, refusal, stop);
        try
        {
            if (keys.Before is null && await anew.Begin(work, keys.Present.Number + 1) is { } not) return await Parted(work, by, ceremony, not, stop);
            await work.Commit(stop);
            ceremony.Progress = new(0, 0);
            return new HandedIn(await renewal.HandOver(whole.Value, keys.OfPapers.Number, by.Actor, (done, all) => ceremony.Progress = new(done, all)), null);
        }
        finally
        {
            whole.Value.Forget();
        }
    }

    // First it is durable that it is opened and told; only then is anything decrypted.
    private async Task<Outcome<HandedIn>> Open(Work work, Ceremony ceremony, OpeningWithoutYes opening, Keyring by, CancellationToken stop)
    {
        if (await db.EscrowKey(premises, stop) is not { } known) return await Parted(work, by.Person, ceremony, NoEscrow, stop);
        var whole = ceremony.Combine(known);
        if (whole.Refusal is { } refusal) return await Parted(work, by.Person, ceremony, refusal, stop);
        try
        {
            var told = await uncovering.Tell(work, by, opening, ceremony.Came);
            if (told.Refusal is { } not) return await Parted(work, by.Person, ceremony, not, stop);
            await work.Commit(stop);
            table.LayOpened(await uncovering.Read(whole.Value, known.Number, opening, told.Value.Folders, told.Value.IsQuiet, table.At));
            return new HandedIn(true, null);
        }
        finally
        {
            whole.Value.Forget();
        }
    }

    // Their share was sealed to a key that is gone: from the papers that are here it is sealed to the new one.
    private async Task KeepShare(Ceremony ceremony, PublicKey escrow, PersonId keeper)
    {
        if (await db.PapersOf(escrow).SingleOrDefaultAsync(s => s.Keeper == keeper && s.PrintedAt == null) is not { } share) return;
        if (await gate.Vault.KeysOf([keeper.Actor]) is [var key]) ceremony.SealAnew(share, key, premises.Practice, random);
    }

    private static string ActOf(CeremonyAim aim) => aim == CeremonyAim.LostTheCode ? LogActs.BroughtBackByCode : LogActs.BroughtBack;

    // What was refused took its entries along; that they came together and parted stands in the log all the same.
    private async Task<Refusal> Parted(Work refused, PersonId by, Ceremony ceremony, Refusal why, CancellationToken stop)
    {
        await refused.DisposeAsync();
        await using var work = await gate.Begin(stop);
        work.Log(LogActs.KeeperCame, by.Actor, Purpose.KeyKeeping);
        work.Log(LogActs.KeepersPart, by.Actor, Purpose.KeyKeeping, subject: ceremony.About);
        await work.Commit(stop);
        return why;
    }

    // Whoever left keeps none any more. The mandate's date doesn't count: the papers outlive it, and nobody could be brought back.
    private async Task<int?> NumberOf(Keyring by, CancellationToken stop) => await db.EscrowKeys(premises, stop) is not { } keys ? null
        : await db.PapersOf(keys.OfPapers).Where(s => s.Keeper == by.Person).Select(s => (int?)s.Number).SingleOrDefaultAsync(stop);
}
