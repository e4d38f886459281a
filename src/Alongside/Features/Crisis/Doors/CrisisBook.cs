using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using NodaTime;

namespace Alongside.Features.Crisis.Doors;

/// <summary>A crisis plan as it is read, and when it was last written in.</summary>
public sealed record CrisisRead(CrisisPlan Plan, Instant WrittenAt);

/// <summary>Crisis plans, as they are kept, read by those who may, and erased.</summary>
public sealed class CrisisBook(Database db, Gate gate)
{
    public static readonly Refusal NotAlone = new($"We hand it out only where you say that you alone use the device. Tick that if it is so; if it isn’t, print it instead, or leave it here.") { Field = "Alone" };
    public static readonly Refusal FromBefore = new($"There is a crisis plan from before the day from which they open it to you. You read it once they have written in it again.");

    private static readonly Question<SubjectId, Folder?> folderOf = new((db, subject, _) =>
        db.Folders.SingleOrDefault(f => f.Subject == subject && f.Category == Category.Crisis && f.Part == Guid.Empty));

    /// <summary>One's own, or that of who permitted it: each time that another reads it is an entry in the log.</summary>
    /// <returns>The plan, null where there is none; or why it doesn't open.</returns>
    public Task<(CrisisRead? Read, Refusal? Closed)> Of(Keyring by, PersonId person, CancellationToken stop = default) => Of(by, person, Purpose.Care, stop);

    /// <summary>The same, of who reads it beside them.</summary>
    public Task<(CrisisRead? Read, Refusal? Closed)> Along(Keyring by, PersonId person, CancellationToken stop = default) => Of(by, person, Purpose.Support, stop);

    private async Task<(CrisisRead? Read, Refusal? Closed)> Of(Keyring by, PersonId person, Purpose ofOthers, CancellationToken stop)
    {
        if (await folderOf.Ask(db, person.Subject, stop) is not { } folder) return (null, null);
        var (purpose, logged) = by.Person == person ? (Purpose.Own, Logged.OnceASession) : (ofOthers, Logged.EachTime);
        var opened = await gate.Open(by, folder.Id, purpose, logged, stop);
        if (opened.Refusal is { } closed) return (null, closed);
        if (opened.Value.Read<CrisisPlan>(CrisisPlan.Kind) is { Count: > 0 } all) return (new(all[^1].Content, all[^1].Record.At), null);
        return (null, by.Person != person && opened.Value.Closed > 0 ? FromBefore : null);
    }

    /// <summary>Keeps one's own, as the next wording of it.</summary>
    public async Task<Refusal?> Keep(Keyring by, CrisisPlan plan, CancellationToken stop = default)
    {
        var tidy = plan.Tidy();
        if (tidy.Refusal is { } refusal) return refusal;
        await using var work = await gate.Begin(stop);
        var folder = await gate.Vault.FolderOf(by.Person.Subject, Category.Crisis, Guid.Empty, work.At);
        if (await gate.SealOne(work, by, folder, CrisisPlan.Kind, tidy.Value) is { } no) return no;
        await work.Commit(stop);
        return null;
    }

    /// <summary>Hands out one's own to be kept on a device that they alone use, and writes down that it was: from then on it lies with them.</summary>
    /// <param name="by">Whose it is.</param>
    /// <param name="alone">Whether they said that they alone use the device.</param>
    /// <param name="stop">Stops it.</param>
    public async Task<Outcome<CrisisRead>> TakeAlong(Keyring by, bool alone, CancellationToken stop = default)
    {
        if (!alone) return NotAlone;
        var (read, closed) = await Of(by, by.Person, stop);
        if (closed is not null) return closed;
        if (read is null || await folderOf.Ask(db, by.Person.Subject, stop) is not { } folder) return new Refusal($"There is no plan to take along.");
        await using var work = await gate.Begin(stop);
        work.Log("take along", by.Person.Actor, Purpose.Own, Basis.Own, folder.Subject, folder.Id);
        await work.Commit(stop);
        return read;
    }

    /// <summary>Erases one's own with every wording that it had, for everybody. What is gone already is no reason to refuse.</summary>
    public async Task<Refusal?> Erase(Keyring by, CancellationToken stop = default)
    {
        await using var work = await gate.BeginPower(stop);
        if (await folderOf.Ask(db, by.Person.Subject, stop) is not { } folder) return null;
        if (await gate.Erase(work, by, folder) is { } no) return no;
        await work.Commit(stop);
        return null;
    }
}
