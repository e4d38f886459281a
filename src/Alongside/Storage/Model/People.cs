using Alongside.Features.People;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Storage;

public abstract partial class Database
{
    public DbSet<Person> People => Set<Person>();

    internal static void ModelPeople(ModelBuilder model)
    {
        model.Entity<Person>().HasKey(p => p.Id);
    }
}
