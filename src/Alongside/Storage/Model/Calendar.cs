using Alongside.Features.Calendar;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Storage;

public abstract partial class Database
{
    public DbSet<Appointment> Appointments => Set<Appointment>();

    internal static void ModelCalendar(ModelBuilder model)
    {
        model.Entity<Appointment>().HasOne(a => a.TookPlace).WithOne().HasForeignKey<TookPlace>(t => t.Appointment);
        model.Entity<Appointment>().HasOne(a => a.CalledOff).WithOne().HasForeignKey<CalledOff>(t => t.Appointment);
        model.Entity<Appointment>().Navigation(a => a.TookPlace).AutoInclude();
        model.Entity<Appointment>().Navigation(a => a.CalledOff).AutoInclude();
        model.Entity<TookPlace>().HasKey(t => t.Appointment);
        model.Entity<CalledOff>().HasKey(t => t.Appointment);
    }
}
