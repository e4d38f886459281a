using System.Text.RegularExpressions;
using Alongside.Storage;
using Alongside.Tests.Floors;
using Microsoft.EntityFrameworkCore.Design.Internal;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Scaffolding;
using Microsoft.Extensions.DependencyInjection;

namespace Alongside.Tests.Storage;

/// <summary>A start doesn't make EF's model anew: it was written down beforehand, and has to be what would be made.</summary>
public partial class CompiledModelTests
{
    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public void What_was_written_down_of_the_model_is_the_model(string database)
    {
        using Database db = database == "Sqlite" ? new SqliteDesign().CreateDbContext([]) : new PostgresDesign().CreateDbContext([]);
        var folder = Path.Combine(Repository.Root, "src", "Alongside", "Storage", "Compiled", database);
        var written = Directory.EnumerateFiles(folder).ToDictionary(f => Path.GetFileName(f)!, File.ReadAllText, StringComparer.Ordinal);
        var made = Made(db, database).ToDictionary(f => f.Path, f => f.Code, StringComparer.Ordinal);
        Assert.NotEmpty(made);
        var differ = made.Keys.Union(written.Keys, StringComparer.Ordinal).Where(f => Lines(made.GetValueOrDefault(f)) != Lines(written.GetValueOrDefault(f))).Order(StringComparer.Ordinal).ToList();
        Assert.True(differ.Count == 0, $"Write it down anew, as CONTRIBUTING.md says: {string.Join(", ", differ)}");
        Assert.Equal($"{database}DatabaseModel", db.Model.GetType().Name);
    }

    private static IEnumerable<ScaffoldedFile> Made(Database db, string database)
    {
        var assembly = typeof(Database).Assembly;
        // What the tool itself asks; it has no other door.
#pragma warning disable EF1001
        var services = new DesignTimeServicesBuilder(assembly, assembly, new OperationReporter(null), []).Build(db);
#pragma warning restore EF1001
        var options = new CompiledModelCodeGenerationOptions
        {
            ContextType = db.GetType(),
            ModelNamespace = $"Alongside.Storage.Compiled.{database}",
            Language = "C#",
            UseNullableReferenceTypes = true,
        };
        return services.GetRequiredService<ICompiledModelCodeGeneratorSelector>().Select(options).GenerateModel(db.GetService<IDesignTimeModel>().Model, options);
    }

    // Each time that it is written down, the whole has another id.
    private static string? Lines(string? code) => code is null ? null : Id().Replace(code, "").Trim('\uFEFF').ReplaceLineEndings("\n").Trim();

    [GeneratedRegex("modelId: new Guid\\(\"[0-9a-f-]+\"\\)", RegexOptions.None, 1000)]
    private static partial Regex Id();
}
