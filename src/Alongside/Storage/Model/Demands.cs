using Alongside.Features.Demands;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Storage;

public abstract partial class Database
{
    public DbSet<Demand> Demands => Set<Demand>();
    public DbSet<DemandFact> DemandFacts => Set<DemandFact>();

    internal static void ModelDemands(ModelBuilder model)
    {
        model.Entity<Demand>().HasIndex(d => d.Number).IsUnique();
        model.Entity<DemandFact>(fact =>
        {
            fact.HasKey(f => new { f.Demand, f.Number });
            fact.HasOne<Demand>().WithMany().HasForeignKey(f => f.Demand).OnDelete(DeleteBehavior.Restrict);
        });
    }
}
