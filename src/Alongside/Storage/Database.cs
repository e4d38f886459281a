using System.Reflection;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;

namespace Alongside.Storage;

/// <summary>One practice. Each feature brings its own part of the model, in a file of its name under Model/.</summary>
public abstract partial class Database(DbContextOptions options) : DbContext(options)
{
    public bool IsPostgres => this is PostgresDatabase;

    /// <summary>Signs the rows that give power as they are saved. Without it such a row can't be saved at all.</summary>
    public House? House { get; init; }

    /// <summary>A transaction that only reads. On SQLite it sees the file as it was at one moment, while whoever writes goes on.</summary>
    // By this name SQLite's driver knows a transaction that waits for no writer; what isn't committed nobody reads there either.
    public Task<IDbContextTransaction> BeginReading(CancellationToken stop) => IsPostgres
        ? Database.BeginTransactionAsync(stop)
        : Database.BeginTransactionAsync(System.Data.IsolationLevel.ReadUncommitted, stop);

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        ChangeTracker.DetectChanges();
        foreach (var row in ChangeTracker.Entries<PowerRow>().Where(e => e.State is EntityState.Added or EntityState.Modified))
        {
            var house = House ?? throw new InvalidOperationException("A row of power needs the house file.");
            if (row.State == EntityState.Modified && !((PowerRow)row.OriginalValues.ToObject()).IsGenuine(house))
                throw new InvalidOperationException("A row of power that this house did not write is not made genuine by a change.");
            row.Entity.Sign(house);
        }
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    // One way to save, so that nothing slips past the signing.
    public override int SaveChanges(bool acceptAllChangesOnSuccess) => throw new NotSupportedException("Save asynchronously.");

    // Where one database can't order or sum a type, both store what they can: ticks, minor units, text.
    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<Instant>().HaveConversion<InstantConverter>();
        conventions.Properties<LocalDate>().HaveConversion<LocalDateConverter>();
        conventions.Properties<Enum>().HaveConversion<string>();
        foreach (var id in typeof(IId<>).Assembly.GetTypes().Where(IsId))
            conventions.Properties(id).HaveConversion(typeof(IdConverter<>).MakeGenericType(id));
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        foreach (var part in typeof(Database).GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
            .Where(m => m.Name.StartsWith("Model", StringComparison.Ordinal)).OrderBy(m => m.Name, StringComparer.Ordinal))
            part.Invoke(null, [model]);
    }

    private static bool IsId(Type type) => type.IsValueType
        && Array.Exists(type.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>));

    internal sealed class InstantConverter() : ValueConverter<Instant, long>(
        instant => instant.ToUnixTimeTicks(), ticks => Instant.FromUnixTimeTicks(ticks));

    internal sealed class LocalDateConverter() : ValueConverter<LocalDate, string>(
        date => NodaTime.Text.LocalDatePattern.Iso.Format(date), text => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value);

    internal sealed class IdConverter<T>() : ValueConverter<T, Guid>(id => id.Value, guid => Read(guid)) where T : struct, IId<T>
    {
        private static T Read(Guid guid) => T.From(guid);
    }
}

public sealed class SqliteDatabase(DbContextOptions<SqliteDatabase> options) : Database(options);

public sealed class PostgresDatabase(DbContextOptions<PostgresDatabase> options) : Database(options);
