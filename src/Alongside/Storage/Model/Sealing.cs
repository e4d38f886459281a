using Alongside.Features.Sealing;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Storage;

public abstract partial class Database
{
    public DbSet<Practice> Practices => Set<Practice>();
    public DbSet<PublicKey> PublicKeys => Set<PublicKey>();
    public DbSet<Credential> Credentials => Set<Credential>();
    public DbSet<Passkey> Passkeys => Set<Passkey>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<EscrowShare> EscrowShares => Set<EscrowShare>();
    public DbSet<Folder> Folders => Set<Folder>();
    public DbSet<Generation> Generations => Set<Generation>();
    public DbSet<Wrap> Wraps => Set<Wrap>();
    public DbSet<Pending> Pendings => Set<Pending>();
    public DbSet<StoppedSubject> StoppedSubjects => Set<StoppedSubject>();
    public DbSet<SealedRecord> SealedRecords => Set<SealedRecord>();
    public DbSet<Permission> Permissions => Set<Permission>();
    public DbSet<Withdrawal> Withdrawals => Set<Withdrawal>();
    public DbSet<ClockCheck> ClockChecks => Set<ClockCheck>();
    public DbSet<Expiry> Expiries => Set<Expiry>();
    public DbSet<Mandate> Mandates => Set<Mandate>();
    public DbSet<Holding> Holdings => Set<Holding>();
    public DbSet<MandateKey> MandateKeys => Set<MandateKey>();
    public DbSet<LogEntry> LogEntries => Set<LogEntry>();
    public DbSet<LogSide> LogSides => Set<LogSide>();
    public DbSet<LogHead> LogHeads => Set<LogHead>();
    public DbSet<LogOnce> LogOnces => Set<LogOnce>();
    public DbSet<BackupProof> BackupProofs => Set<BackupProof>();
    public DbSet<ErasureHold> ErasureHolds => Set<ErasureHold>();

    internal static void ModelSealing(ModelBuilder model)
    {
        model.Entity<PublicKey>().HasKey(k => new { k.Actor, k.Number });
        model.Entity<Credential>().HasKey(c => c.Locator);
        model.Entity<Credential>().HasIndex(c => c.Person);
        model.Entity<Passkey>().HasIndex(p => p.Person);
        model.Entity<Session>().HasKey(s => s.IdHash);
        model.Entity<Session>().HasIndex(s => s.Person);
        model.Entity<EscrowShare>().HasKey(s => new { s.Keeper, s.MadeAt });
        model.Entity<EscrowShare>().Property(s => s.Sealed);
        model.Entity<Folder>().HasIndex(f => new { f.Subject, f.Category, f.Part }).IsUnique();
        model.Entity<Folder>().HasIndex(f => new { f.Category, f.Part });
        model.Entity<Folder>().Property(f => f.Category).HasConversion<CategoryConverter>();
        model.Entity<Generation>(generation =>
        {
            generation.HasKey(g => new { g.Folder, g.Number });
            generation.HasOne<Folder>().WithMany().HasForeignKey(g => g.Folder).OnDelete(DeleteBehavior.Cascade);
            // Two withdrawals at once must not leave two open generations.
            generation.HasIndex(g => g.Folder, "OneOpenGeneration").IsUnique().HasFilter("\"ClosedAt\" IS NULL");
        });
        model.Entity<Wrap>().HasKey(w => new { w.Folder, w.Generation, w.Actor, w.KeyNumber });
        model.Entity<Wrap>().HasOne<Generation>().WithMany().HasForeignKey(w => new { w.Folder, w.Generation }).OnDelete(DeleteBehavior.Cascade);
        model.Entity<Wrap>().HasIndex(w => w.Actor);
        model.Entity<Pending>().HasKey(p => new { p.Folder, p.Generation, p.Actor });
        model.Entity<Pending>().HasOne<Generation>().WithMany().HasForeignKey(p => new { p.Folder, p.Generation }).OnDelete(DeleteBehavior.Cascade);
        model.Entity<StoppedSubject>().HasKey(s => s.Subject);
        model.Entity<SealedRecord>().HasIndex(r => new { r.Folder, r.Kind });
        model.Entity<SealedRecord>().HasIndex(r => new { r.Row, r.Version }).IsUnique();
        model.Entity<SealedRecord>().HasOne<Generation>().WithMany().HasForeignKey(r => new { r.Folder, r.Generation }).OnDelete(DeleteBehavior.Cascade);
        model.Entity<Permission>().HasOne(p => p.Withdrawal).WithOne().HasForeignKey<Withdrawal>(w => w.Permission);
        model.Entity<Permission>().Navigation(p => p.Withdrawal).AutoInclude();
        model.Entity<Permission>().HasIndex(p => p.Subject);
        model.Entity<Permission>().HasIndex(p => p.Actor);
        model.Entity<Permission>().HasIndex(p => p.Person);
        model.Entity<Permission>().HasIndex(p => p.Until);
        model.Entity<Permission>().Property(p => p.Category).HasConversion<CategoryConverter>();
        model.Entity<Withdrawal>().HasKey(w => w.Permission);
        model.Entity<Expiry>().HasKey(e => e.Permission);
        model.Entity<Mandate>().HasMany(m => m.Holdings).WithOne().HasForeignKey(h => h.Mandate);
        model.Entity<Mandate>().Navigation(m => m.Holdings).AutoInclude();
        model.Entity<MandateKey>().HasKey(k => new { k.Mandate, k.Number, k.Holder, k.HolderKey });
        model.Entity<MandateKey>().HasIndex(k => k.Holder);
        model.Entity<LogEntry>().HasKey(e => e.Index);
        model.Entity<LogEntry>().Property(e => e.Index).ValueGeneratedNever();
        model.Entity<LogSide>().HasKey(s => s.Index);
        model.Entity<LogSide>().Property(s => s.Index).ValueGeneratedNever();
        model.Entity<LogSide>().HasIndex(s => s.Subject);
        model.Entity<LogHead>().Property(h => h.Id).ValueGeneratedNever();
        model.Entity<ClockCheck>().Property(c => c.Id).ValueGeneratedNever();
        model.Entity<LogOnce>().HasKey(o => o.Key);
        model.Entity<BackupProof>().HasKey(p => new { p.Backup, p.At });
        model.Entity<ErasureHold>().HasIndex(h => h.Subject);
        model.Entity<ErasureHold>().HasIndex(h => h.Because).IsUnique();
    }

    // A category that a newer version wrote is no reason to fail: it is Unknown here, and nobody else's.
    internal sealed class CategoryConverter() : Microsoft.EntityFrameworkCore.Storage.ValueConversion.ValueConverter<Category, string>(
        category => category.ToString(), text => Read(text))
    {
        private static Category Read(string text) => Enum.TryParse<Category>(text, out var category) ? category : Category.Unknown;
    }
}
