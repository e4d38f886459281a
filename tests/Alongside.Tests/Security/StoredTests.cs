using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Alongside.Features;
using Alongside.Site;
using Alongside.Tests.Floors;
using Alongside.Tests.Journeys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Alongside.Tests.Security;

/// <summary>What is stored is said, and what we never ask for has no place anywhere.</summary>
public sealed partial class StoredTests
{
    // Signs on paper and in files, not on anybody's record.
    private static readonly string[] notRecords = ["Checkpoint", "EscrowSharing"];

    // That it isn't asked is said; nothing else with these words is.
    private static readonly string[] toldThatItIsnt =
    [
        .. NeverAsked.Sentences,
        "What we never ask for: immigration status, a criminal record, a social insurance number, your weight, where you are. And nobody can hand over everything alone.",
    ];

    private static readonly IReadOnlyList<Stored> all = [.. FeatureList.All.SelectMany(f => f.Stores)];

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Every_table_and_every_kind_of_record_in_use_stands_once_in_what_we_keep(string database)
    {
        await using var practice = await ServedPractice.Start(database, demo: true);
        await using var scope = practice.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Alongside.Storage.Database>();
        Assert.Equal(db.Model.GetEntityTypes().Select(t => t.ClrType.Name).Order(), all.SelectMany(k => k.Tables).Select(t => t.Name).Order());
        var kinds = all.SelectMany(k => k.Kinds).ToList();
        Assert.Empty((await db.SealedRecords.Select(r => r.Kind).Distinct().ToListAsync(TestContext.Current.CancellationToken)).Except(kinds));
    }

    [Fact]
    public void Every_kind_of_sealed_record_that_the_program_knows_stands_once_in_what_we_keep()
    {
        var known = typeof(Stored).Assembly.GetTypes().Where(t => Stored.KindOf(t) is not null && !notRecords.Contains(t.Name)).Select(t => t.Name).Order();
        Assert.Equal(known, all.SelectMany(k => k.Sealed).Select(t => t.Name).Order());
        Assert.All(all.SelectMany(k => k.Sealed), t => Assert.NotNull(Stored.KindOf(t)));
    }

    [Fact]
    public async Task Anybody_reads_what_is_kept_and_why_in_their_language()
    {
        await using var practice = await ServedPractice.Start("sqlite", demo: true);
        using var browser = new PlainBrowser(practice.Address);
        var html = await browser.Page("/what-we-keep");
        Assert.All(all, kept => Assert.All([kept.What, kept.Why, kept.Who, kept.HowLong], sentence => Assert.Contains(sentence, html, StringComparison.Ordinal)));
        Assert.Contains("<code>Session</code>: IdHash", html, StringComparison.Ordinal);
        Assert.Contains("<code>Names</code>: Used, Pronouns", html, StringComparison.Ordinal);
        Assert.All(NeverAsked.Sentences, sentence => Assert.Contains(sentence, html, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task No_table_has_a_place_for_what_we_never_ask(string database)
    {
        await using var practice = await ServedPractice.Start(database, demo: true);
        await using var scope = practice.Services.CreateAsyncScope();
        var model = scope.ServiceProvider.GetRequiredService<Alongside.Storage.Database>().Model;
        Offences.None(model.GetEntityTypes().SelectMany(t => t.GetProperties().Select(p => $"{t.ClrType.Name}.{p.Name}")).Where(Names));
    }

    [Fact]
    public void Nothing_that_the_program_knows_is_named_after_what_we_never_ask() =>
        Offences.None(typeof(Stored).Assembly.GetTypes()
            .Where(t => t.Namespace?.StartsWith("Alongside", StringComparison.Ordinal) == true && t != typeof(NeverAsked) && !t.Name.Contains('<', StringComparison.Ordinal))
            .SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(p => $"{t.Name}.{p.Name}"))
            .Where(Names));

    [Fact]
    public void No_page_asks_or_says_of_anybody_what_we_never_ask() =>
        Offences.None(Repository.Files("src/Alongside/Site/languages", ".json")
            .SelectMany(file => JsonDocument.Parse(Repository.Read(file)).RootElement.EnumerateObject().Select(said => said.Name))
            .Where(said => !toldThatItIsnt.Contains(said)).Where(Says));

    [Fact]
    public void No_form_has_a_field_for_what_we_never_ask() =>
        Offences.None(Repository.Files("src/Alongside", ".razor").SelectMany(file => Fields().Matches(Repository.Read(file)).Select(m => m.Groups["name"].Value)).Where(Names));

    [Fact]
    public void The_log_of_the_server_has_holes_for_patterns_and_kinds_alone()
    {
        string[] known = ["{Carried}", "{Job}", "{Kind}", "{Method}", "{Milliseconds}", "{Places}", "{Reference}", "{Route}", "{Status}", "{Trouble}"];
        var holes = Repository.Files("src/Alongside", ".cs").SelectMany(file => Repository.Read(file).Split('\n'))
            .Where(line => Logged().IsMatch(line)).SelectMany(line => Holes().Matches(line).Select(m => m.Value)).ToHashSet();
        Assert.Equal(known, holes.Order());
    }

    [Theory]
    [InlineData("Client.ImmigrationStatus"), InlineData("Person.Citizenship"), InlineData("Names.Sin"), InlineData("Form.SocialInsuranceNumber"), InlineData("Intake.CriminalRecord")]
    [InlineData("Measure.WeightKg"), InlineData("Measure.Bmi"), InlineData("Session.IpAddress"), InlineData("Visit.RemoteIp"), InlineData("Visit.Latitude"), InlineData("Person.NoShows")]
    [InlineData("Person.IsDifficult"), InlineData("Person.RiskScore"), InlineData("Form.PassportNumber"), InlineData("Person.HealthCardNumber")]
    public void A_place_for_it_would_be_seen(string place) => Assert.True(Names(place));

    [Theory]
    [InlineData("Which is your immigration status?"), InlineData("Were you ever arrested?"), InlineData("How much do you weigh?"), InlineData("They missed three sessions: no-show"), InlineData("A difficult client")]
    public void A_question_for_it_would_be_seen(string question) => Assert.True(Says(question));

    private static bool Names(string place) => Places().IsMatch(place);

    private static bool Says(string said) => Words().IsMatch(said);

    [GeneratedRegex("Immigra|Citizen|Nationality|Visa(?![a-z])|Passport|(?<![a-z])Ss?in(?![a-z])|(?<![a-z])Ssn|SocialInsurance|SocialSecurity|HealthCard|Criminal|Conviction|Arrest|Weight|Bmi(?![a-z])|Latitude|Longitude|Geolocation|RemoteIp|IpAddress|ClientIp|NoShow|Difficult|RiskScore|SufferingScore|Severity", RegexOptions.None, 1000)]
    private static partial Regex Places();

    [GeneratedRegex("immigra|citizen|nationality|passport|social (insurance|security)|health card number|criminal|convict|arrest|(do|did) you weigh|(your|their|body|in) weight|body mass|geolocation|ip address|address on the internet|where you are, or|no-?show|sessions you missed|difficult", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Words();

    [GeneratedRegex("Name=\"(?<name>[A-Za-z.]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fields();

    [GeneratedRegex("LoggerMessage\\(|\\.Log(Trace|Debug|Information|Warning|Error|Critical)\\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Logged();

    [GeneratedRegex(@"\{[A-Z]\w*\}", RegexOptions.None, 1000)]
    private static partial Regex Holes();
}
