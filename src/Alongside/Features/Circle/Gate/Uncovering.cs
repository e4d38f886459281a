using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using NodaTime;

namespace Alongside.Features.Circle.Gate;

/// <summary>
/// Key-keepers open the least of one person without that person's yes: for a demand in the docket, or to hand over whom
/// somebody left behind. One member reads it, and the person is told in the same transaction, unless a documented gag
/// forbids it until its end.
/// </summary>
public sealed class Uncovering(Database db, Premises premises, RandomSource random, Sealing.Gate.Gate gate, EscrowReading reading, IEnumerable<IKnowDemands> dockets)
{
    private static readonly Refusal NoDemand = new($"Please name the demand in the docket that compels it.") { Field = "Demand" };

    /// <summary>Whether a gag forbids to tell the person now; or why nothing may be opened.</summary>
    public async Task<Outcome<bool>> Gagged(Work work, OpeningWithoutYes opening, CancellationToken stop = default)
    {
        if (opening.Check() is { } refusal) return refusal;
        if (!(await db.CircleOf(premises.House, stop)).Contains(opening.Reader)) return new Refusal($"Whoever reads it is a member of the circle.") { Field = "Reader" };
        if (opening.Basis == WithoutYes.LeftBehind)
            return opening.Gone is { } gone && (await db.LeftBehindBy(premises.House, gone, stop)).Contains(opening.Person) ? false
                : new Refusal($"This person never opened anything to whoever is gone, so there is nothing to hand over.") { Field = "Gone" };
        return opening.Demand is { } demand && dockets.FirstOrDefault() is { } docket ? await docket.Gagged(demand, opening.Person, work, stop) : NoDemand;
    }

    /// <summary>Writes down that it is opened, for the log, the docket and the person. It is decrypted only once that is durable.</summary>
    /// <returns>The folders to read, and whether the person is told later.</returns>
    public async Task<Outcome<(IReadOnlyList<Folder> Folders, bool IsQuiet)>> Tell(Work work, Keyring by, OpeningWithoutYes opening, IReadOnlyList<PersonId> keepers)
    {
        var gagged = await Gagged(work, opening);
        if (gagged.Refusal is { } refusal) return refusal;
        var folders = await reading.Folders(opening.Person, opening.Category);
        if (folders.Refusal is { } stopped) return stopped;
        var letter = OpenedLetter.Of(opening, keepers, work.At);
        if (opening.Basis == WithoutYes.Demanded)
        {
            if (await dockets.First().Opened(work, by, opening.Demand!.Value, opening.Person, letter) is { } unwritten) return unwritten;
        }
        else if (await gate.Leave(work, by, opening.Person, random.Id(), OpenedLetter.Kind, letter) is { } untold) return untold;
        foreach (var keeper in keepers)
            foreach (var folder in folders.Value.Select(f => (FolderId?)f.Id).DefaultIfEmpty(null))
                work.Log(LogActs.OpenedWithoutYes, keeper.Actor, Purpose.KeyKeeping, subject: gagged.Value ? null : opening.Person.Subject, folder: gagged.Value ? null : folder);
        return (folders.Value, gagged.Value);
    }

    /// <summary>Reads it, by a key that lies in memory for this alone.</summary>
    public async Task<OpenedWithoutYes> Read(KeyPair escrow, int number, OpeningWithoutYes opening, IReadOnlyList<Folder> folders, bool isQuiet, Instant at)
    {
        var zone = await db.PracticeZone(premises.House, at);
        var (from, until) = (zone.AtStartOfDay(opening.From).ToInstant(), zone.AtStartOfDay(opening.To.PlusDays(1)).ToInstant());
        return new(opening, await reading.Read(escrow, number, folders, from, until), at + Ceremony.AtMost, isQuiet);
    }

    /// <summary>That the reader reads it, once.</summary>
    public async Task WriteDown(OpenedWithoutYes opened, CancellationToken stop = default)
    {
        if (opened.WasRead) return;
        await using var work = await gate.Begin(stop);
        work.Log(LogActs.ReadWithoutYes, opened.Opening.Reader.Actor, Purpose.KeyKeeping, subject: opened.IsQuiet ? null : opened.Opening.Person.Subject);
        await work.Commit(stop);
        opened.WasRead = true;
    }
}
