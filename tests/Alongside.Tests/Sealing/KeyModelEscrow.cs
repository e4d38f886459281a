using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Sealing;

/// <summary>Every so often the escrow is made anew, each second time after it was cut off and everybody came by once.</summary>
internal sealed partial class KeyModel
{
    private const int StepsToAnew = 20;

    private readonly List<(int Number, int Step)> oldPapers = [];
    private readonly HashSet<(ActorId Mandate, int Number, int EscrowKey)> everEscrowed = [];
    private int escrowNumber = 1;
    private KeyPair? escrow;

    private async Task MakeEscrowAnew()
    {
        var (old, next) = (escrow ?? practice.EscrowKey, KeyPair.New(practice.Random));
        await using (var visit = practice.Visit())
        {
            await using var work = await visit.Gate.BeginPower();
            await Renewal(visit).Begin(work, new(practice.Premises.Escrow, ActorKind.Escrow, escrowNumber + 1, next.Public, work.At));
            await work.Commit();
        }
        if (oldPapers.Count % 2 == 1)
        {
            if (planted == Planted.Nothing) Assert.Equal(0, await practice.Swept());
            foreach (var who in clients)
            {
                await using var visit = practice.Visit();
                await visit.Gate.Settle(Fresh(who));
            }
        }
        await using (var visit = practice.Visit())
            Assert.True(await Renewal(visit).HandOver(old, escrowNumber, members[0].Person.Actor, (_, _) => { }));
        oldPapers.Add((escrowNumber, step));
        (escrow, escrowNumber) = (next, escrowNumber + 1);
    }

    private EscrowRenewal Renewal(Visitor visit) => new(visit.Db, practice.Premises, practice.Random, visit.Gate, Mandating(visit));

    /// <summary>Old papers, every old backup and today's database, against each record; and against today's keys alone.</summary>
    private async Task<string?> OldPapersOpen(Visitor visit)
    {
        var keys = await visit.Db.MandateKeys.Where(k => k.Holder == practice.Premises.Escrow).Select(k => new { k.Mandate, k.Number, k.HolderKey }).ToListAsync();
        everEscrowed.UnionWith(keys.Select(k => (k.Mandate, k.Number, k.HolderKey)));
        if (keys.Exists(k => k.HolderKey != escrowNumber) || await visit.Db.Wraps.AnyAsync(w => w.Actor == practice.Premises.Escrow && w.KeyNumber != escrowNumber))
            return "old papers open something of today's database";
        foreach (var (number, since) in oldPapers)
            foreach (var (folder, generation, at) in sealedAt.Where(s => s.Step > since))
                if (everWrapped[(folder, generation)].Any(w => w.Actor == practice.Premises.Escrow ? w.Key == number : everEscrowed.Contains((w.Actor, w.Key, number))))
                    return "old papers and an old copy open what was sealed since";
        return null;
    }
}
