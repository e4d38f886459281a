using Alongside.Features.Welcome;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Storage;

public abstract partial class Database
{
    public DbSet<CareRequest> CareRequests => Set<CareRequest>();

    public DbSet<Offer> Offers => Set<Offer>();

    public DbSet<PassedOver> PassedOvers => Set<PassedOver>();

    internal static void ModelWelcome(ModelBuilder model)
    {
        model.Entity<CareRequest>().Ignore(r => r.Waits).HasIndex(r => r.Person);
        model.Entity<Offer>().HasIndex(o => o.Request);
        model.Entity<Offer>().HasIndex(o => o.Opening);
        model.Entity<PassedOver>().HasKey(p => new { p.Offer, p.Request });
        model.Entity<PassedOver>().HasIndex(p => p.Request);
    }
}
