using Alongside.Features.Calendar;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;

namespace Alongside.Storage;

public abstract partial class Database
{
    public DbSet<Appointment> Appointments => Set<Appointment>();

    public DbSet<Opening> Openings => Set<Opening>();

    internal static void ModelCalendar(ModelBuilder model)
    {
        var appointment = model.Entity<Appointment>();
        appointment.HasOne(a => a.TookPlace).WithOne().HasForeignKey<TookPlace>(t => t.Appointment);
        appointment.HasOne(a => a.CalledOff).WithOne().HasForeignKey<CalledOff>(t => t.Appointment);
        appointment.Navigation(a => a.TookPlace).AutoInclude();
        appointment.Navigation(a => a.CalledOff).AutoInclude();
        appointment.HasIndex(a => new { a.Therapist, a.Start });
        appointment.HasIndex(a => new { a.Client, a.Start });
        model.Entity<TookPlace>().HasKey(t => t.Appointment);
        model.Entity<CalledOff>().HasKey(t => t.Appointment);
        var opening = model.Entity<Opening>();
        opening.Property(o => o.Local).HasConversion(local => LocalDateTimePattern.ExtendedIso.Format(local), text => LocalDateTimePattern.ExtendedIso.Parse(text).Value);
        opening.HasIndex(o => new { o.Therapist, o.Start });
        opening.HasIndex(o => new { o.State, o.Start });
        opening.HasIndex(o => o.Appointment).IsUnique();
    }
}
