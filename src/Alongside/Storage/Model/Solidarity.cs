using Alongside.Features.Solidarity;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Storage;

public abstract partial class Database
{
    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<Entry> Entries => Set<Entry>();
    public DbSet<Line> Lines => Set<Line>();
    public DbSet<Stamp> Stamps => Set<Stamp>();
    public DbSet<RunningBalance> RunningBalances => Set<RunningBalance>();
    public DbSet<PromisedUntil> PromisedUntil => Set<PromisedUntil>();
    public DbSet<Hold> Holds => Set<Hold>();
    public DbSet<HoldResolution> HoldResolutions => Set<HoldResolution>();
    public DbSet<Promise> Promises => Set<Promise>();
    public DbSet<PromiseEnd> PromiseEnds => Set<PromiseEnd>();
    public DbSet<FeeAgreement> FeeAgreements => Set<FeeAgreement>();
    public DbSet<ReceiptDetails> ReceiptDetails => Set<ReceiptDetails>();

    // The key from an entry to its stamp is no part of this model: saved in one go, EF could order neither before the
    // other. It is made beside the guards; see Guards/DeferredKey.cs.
    internal static void ModelSolidarity(ModelBuilder model)
    {
        model.Entity<Account>().HasAlternateKey(a => new { a.Id, a.Currency });
        model.Entity<Account>().HasIndex(a => new { a.Kind, a.Currency, a.Payer }).IsUnique();
        model.Entity<Entry>(entry =>
        {
            // An entry is charged for once, and taken back once.
            entry.HasIndex(e => e.Session).IsUnique();
            entry.HasIndex(e => e.Reverses).IsUnique();
            // What was passed on is a handful among all that was charged and paid.
            entry.HasIndex(e => e.On).HasFilter("\"Proof\" IS NOT NULL");
            entry.HasOne<Entry>().WithMany().HasForeignKey(e => e.Reverses).OnDelete(DeleteBehavior.Restrict);
            entry.HasMany(e => e.Lines).WithOne().HasForeignKey(l => l.Entry).OnDelete(DeleteBehavior.Restrict);
            entry.Navigation(e => e.Lines).AutoInclude();
        });
        model.Entity<Line>().HasKey(l => new { l.Entry, l.Number });
        model.Entity<Line>().HasOne<Account>().WithMany().HasForeignKey(l => new { l.Account, l.Currency })
            .HasPrincipalKey(a => new { a.Id, a.Currency }).OnDelete(DeleteBehavior.Restrict);
        model.Entity<Stamp>().HasKey(s => s.Entry);
        model.Entity<Stamp>().HasIndex(s => s.At);
        model.Entity<Stamp>().HasOne<Entry>().WithOne().HasForeignKey<Stamp>(s => s.Entry).OnDelete(DeleteBehavior.Restrict);
        model.Entity<RunningBalance>().HasKey(b => new { b.Account, b.Number });
        model.Entity<RunningBalance>().HasIndex(b => new { b.Account, b.What, b.Source }).IsUnique();
        model.Entity<RunningBalance>().HasOne<Account>().WithMany().HasForeignKey(b => b.Account).OnDelete(DeleteBehavior.Restrict);
        model.Entity<Hold>().HasIndex(h => h.Session);
        model.Entity<Hold>().HasIndex(h => h.Promise);
        model.Entity<Hold>().HasOne<Account>().WithMany().HasForeignKey(h => new { h.Fund, h.Currency })
            .HasPrincipalKey(a => new { a.Id, a.Currency }).OnDelete(DeleteBehavior.Restrict);
        model.Entity<Hold>().HasOne<Promise>().WithMany().HasForeignKey(h => h.Promise).OnDelete(DeleteBehavior.Restrict);
        model.Entity<HoldResolution>().HasKey(r => r.Hold);
        model.Entity<HoldResolution>().HasOne<Hold>().WithOne().HasForeignKey<HoldResolution>(r => r.Hold).OnDelete(DeleteBehavior.Restrict);
        model.Entity<HoldResolution>().HasOne<Entry>().WithMany().HasForeignKey(r => r.Entry).OnDelete(DeleteBehavior.Restrict);
        model.Entity<Promise>().HasIndex(p => p.Payer);
        model.Entity<Promise>().HasIndex(p => new { p.Fund, p.Until });
        model.Entity<Promise>().HasOne<Account>().WithMany().HasForeignKey(p => new { p.Fund, p.Currency })
            .HasPrincipalKey(a => new { a.Id, a.Currency }).OnDelete(DeleteBehavior.Restrict);
        model.Entity<PromisedUntil>().HasKey(p => new { p.Fund, p.Until });
        model.Entity<PromisedUntil>().HasOne<Account>().WithMany().HasForeignKey(p => p.Fund).OnDelete(DeleteBehavior.Restrict);
        model.Entity<PromiseEnd>().HasKey(e => e.Promise);
        model.Entity<PromiseEnd>().HasOne<Promise>().WithOne().HasForeignKey<PromiseEnd>(e => e.Promise).OnDelete(DeleteBehavior.Restrict);
        model.Entity<FeeAgreement>().HasKey(f => new { f.Payer, f.Number });
        model.Entity<ReceiptDetails>().HasKey(d => d.Person);
    }
}
