using Alongside.Commands.Backups;
using Alongside.Storage;
using Alongside.Storage.Backups;
using Alongside.Tests.Floors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Alongside.Tests.Backups;

/// <summary>A table or column that is added later has to be decided about, before it is left out or put beside the wrong thing.</summary>
public class BackupTableTests
{
    private static readonly Type[] Plain = [typeof(long), typeof(int), typeof(bool), typeof(string), typeof(Guid), typeof(byte[])];

    [Fact]
    public void Every_table_is_with_the_data_or_with_the_keys_or_named_with_the_reason_why_not()
    {
        using var db = DatabasePlace.Sqlite("never.db").Open(null);
        var decided = BackupTables.All;
        var there = db.Model.GetRelationalModel().Tables.Select(t => t.Name).ToList();
        Offences.None(there.Except(decided).Select(t => $"{t}: nobody has decided whether a backup holds it, and beside what"));
        Offences.None(decided.Except(there).Select(t => $"{t}: there is no such table"));
        Offences.None(decided.GroupBy(t => t).Where(g => g.Count() > 1).Select(g => $"{g.Key}: it is in two lists"));
        Assert.All(BackupTables.Nowhere.Values, reason => Assert.NotEqual("", reason.Trim()));
    }

    /// <summary>The test above is run by who changes Alongside; this is for who runs it.</summary>
    [Fact]
    public async Task No_backup_is_made_that_would_lack_a_table_nobody_has_decided_about()
    {
        await using var story = await BackupStory.Begin();
        var file = story.Practice.Place.SqliteFile!;
        var making = new BackupMaking(story.Practice.Place, story.Practice.Premises, story.Practice.Clock, story.Practice.Random)
        {
            Open = () => new WithDiaries(new DbContextOptionsBuilder<WithDiaries>().UseSqlite($"Data Source={file}").Options),
        };
        var asked = await making.Make(story.Places("first"), TestContext.Current.CancellationToken);
        Assert.Contains("whether a backup holds the table Diaries", asked.Refusal!.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateDirectories(story.Root).SelectMany(Directory.EnumerateFileSystemEntries));
    }

    [Fact]
    public void Every_column_is_of_a_kind_that_both_databases_keep_alike_and_none_is_numbered_by_one_of_them()
    {
        foreach (var place in new[] { DatabasePlace.Sqlite("never.db"), DatabasePlace.Of("Host=never") })
        {
            using var db = place.Open(null);
            var tables = BackupTables.Of(db, BackupTables.All);
            Offences.None(tables.SelectMany(t => t.Columns.Where(c => !Plain.Contains(c.Type)).Select(c => $"{t.Name}.{c.Name} is kept as {c.Type.Name}")));
            Offences.None(db.Model.GetEntityTypes().SelectMany(e => e.GetProperties())
                .Where(p => p.ValueGenerated != ValueGenerated.Never && p.ClrType != typeof(Guid) && !p.ClrType.Name.EndsWith("Id", StringComparison.Ordinal))
                .Select(p => $"{p.DeclaringType.ClrType.Name}.{p.Name} is numbered by the database, which would begin anew"));
        }
    }

    [Fact]
    public void No_row_among_the_data_needs_one_that_lies_elsewhere()
    {
        using var db = DatabasePlace.Sqlite("never.db").Open(null);
        Offences.None(db.Model.GetRelationalModel().Tables.Where(t => BackupTables.WithTheData.Contains(t.Name))
            .SelectMany(t => t.ForeignKeyConstraints.Where(k => !BackupTables.WithTheData.Contains(k.PrincipalTable.Name)).Select(k => k.Name)));
    }

    private sealed class Diary
    {
        public Guid Id { get; private init; }
    }

    private sealed class WithDiaries(DbContextOptions<WithDiaries> options) : Database(options)
    {
        protected override void OnModelCreating(ModelBuilder model)
        {
            base.OnModelCreating(model);
            model.Entity<Diary>().ToTable("Diaries");
        }
    }
}
