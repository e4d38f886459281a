using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Storage;

/// <summary>
/// What each request asks. It is turned into SQL once for each database, instead of being taken apart, looked up and put
/// together again each time, which costs more than the answer.
/// </summary>
/// <param name="question">With the database, what it is asked about, and when to stop; it answers at once, and is asked asynchronously.</param>
public sealed class Question<TAsked, TAnswer>(Expression<Func<Database, TAsked, CancellationToken, TAnswer>> question)
{
    private readonly Func<Database, TAsked, CancellationToken, Task<TAnswer>> sqlite = EF.CompileAsyncQuery(question), postgres = EF.CompileAsyncQuery(question);

    public Task<TAnswer> Ask(Database db, TAsked asked, CancellationToken stop) => (db.IsPostgres ? postgres : sqlite)(db, asked, stop);
}

/// <summary>The same about two things.</summary>
public sealed class Question<TFirst, TSecond, TAnswer>(Expression<Func<Database, TFirst, TSecond, CancellationToken, TAnswer>> question)
{
    private readonly Func<Database, TFirst, TSecond, CancellationToken, Task<TAnswer>> sqlite = EF.CompileAsyncQuery(question), postgres = EF.CompileAsyncQuery(question);

    public Task<TAnswer> Ask(Database db, TFirst first, TSecond second, CancellationToken stop) => (db.IsPostgres ? postgres : sqlite)(db, first, second, stop);
}

/// <summary>The same about three things.</summary>
public sealed class Question<TFirst, TSecond, TThird, TAnswer>(Expression<Func<Database, TFirst, TSecond, TThird, CancellationToken, TAnswer>> question)
{
    private readonly Func<Database, TFirst, TSecond, TThird, CancellationToken, Task<TAnswer>> sqlite = EF.CompileAsyncQuery(question), postgres = EF.CompileAsyncQuery(question);

    public Task<TAnswer> Ask(Database db, TFirst first, TSecond second, TThird third, CancellationToken stop) =>
        (db.IsPostgres ? postgres : sqlite)(db, first, second, third, stop);
}

/// <summary>The same, where many answer.</summary>
public sealed class Questions<TAsked, TAnswer>(Expression<Func<Database, TAsked, IQueryable<TAnswer>>> question)
{
    private readonly Func<Database, TAsked, IAsyncEnumerable<TAnswer>> sqlite = EF.CompileAsyncQuery(question), postgres = EF.CompileAsyncQuery(question);

    public async Task<List<TAnswer>> Ask(Database db, TAsked asked, CancellationToken stop = default) =>
        await (db.IsPostgres ? postgres : sqlite)(db, asked).ToListAsync(stop);
}

/// <summary>The same, where many answer about two things.</summary>
public sealed class Questions<TFirst, TSecond, TAnswer>(Expression<Func<Database, TFirst, TSecond, IQueryable<TAnswer>>> question)
{
    private readonly Func<Database, TFirst, TSecond, IAsyncEnumerable<TAnswer>> sqlite = EF.CompileAsyncQuery(question), postgres = EF.CompileAsyncQuery(question);

    public async Task<List<TAnswer>> Ask(Database db, TFirst first, TSecond second, CancellationToken stop = default) =>
        await (db.IsPostgres ? postgres : sqlite)(db, first, second).ToListAsync(stop);
}

/// <summary>The same, where many answer about three things.</summary>
public sealed class Questions<TFirst, TSecond, TThird, TAnswer>(Expression<Func<Database, TFirst, TSecond, TThird, IQueryable<TAnswer>>> question)
{
    private readonly Func<Database, TFirst, TSecond, TThird, IAsyncEnumerable<TAnswer>> sqlite = EF.CompileAsyncQuery(question), postgres = EF.CompileAsyncQuery(question);

    public async Task<List<TAnswer>> Ask(Database db, TFirst first, TSecond second, TThird third, CancellationToken stop = default) =>
        await (db.IsPostgres ? postgres : sqlite)(db, first, second, third).ToListAsync(stop);
}
