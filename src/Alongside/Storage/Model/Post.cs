using Alongside.Features.Post;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Storage;

public abstract partial class Database
{
    public DbSet<QueuedMail> Outbox => Set<QueuedMail>();

    public DbSet<Undelivered> Undelivered => Set<Undelivered>();

    internal static void ModelPost(ModelBuilder model)
    {
        model.Entity<QueuedMail>(mail =>
        {
            mail.ToTable(nameof(Outbox));
            mail.Property(m => m.Id).ValueGeneratedNever();
            mail.HasIndex(m => m.DueAt);
            mail.HasIndex(m => m.Mailbox);
            // One thing is said to somebody about an occasion once.
            mail.HasIndex(m => new { m.About, m.Mailbox, m.Kind }).IsUnique();
        });
        model.Entity<Undelivered>().Property(u => u.Id).ValueGeneratedNever();
        model.Entity<Undelivered>().HasIndex(u => u.Mailbox);
    }
}
