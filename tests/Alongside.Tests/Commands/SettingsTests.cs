using Alongside.Commands;
using Alongside.Kernel;

namespace Alongside.Tests.Commands;

public sealed class SettingsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("alongside-settings").FullName;

    [Fact]
    public void Where_nothing_is_said_all_lies_in_one_folder_and_listens_on_this_machine_alone()
    {
        var settings = Read().Value;
        Assert.Equal((folder, Path.Combine(folder, "practice.db"), Path.Combine(folder, "house.key")), (settings.DataFolder, settings.Place.SqliteFile, settings.HouseFile));
        Assert.Equal(new Uri("http://localhost:5080"), settings.Url);
    }

    [Fact]
    public void A_flag_outdoes_the_environment_and_the_environment_the_file()
    {
        Write("""{ "url": "http://localhost:1", "house": "/keys/file" }""");
        Assert.Equal(1, Read().Value.Url.Port);
        Assert.Equal(2, Read([], ("ALONGSIDE_URL", "http://localhost:2")).Value.Url.Port);
        var all = Read([("url", "http://localhost:3")], ("ALONGSIDE_URL", "http://localhost:2")).Value;
        Assert.Equal((3, Path.GetFullPath("/keys/file")), (all.Url.Port, all.HouseFile));
    }

    [Fact]
    public void A_file_named_elsewhere_may_say_where_the_data_lie()
    {
        var file = Path.Combine(folder, "elsewhere.json");
        File.WriteAllText(file, """{ "data": "/srv/practice" } // kept apart""");
        Assert.Equal(Path.GetFullPath("/srv/practice"), Settings.Read(Flags([("config", file)]), Variables(), folder).Value.DataFolder);
        Assert.Contains("no settings file", Refused([("config", file + "x")]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "adress": "http://localhost:1" }""", "adress")]
    [InlineData("""{ "config": "more.json" }""", "config")]
    [InlineData("""{ "url": 5080 }""", "can't be read")]
    [InlineData("url: here", "can't be read")]
    public void A_file_that_says_something_unknown_or_unreadable_stops_the_start(string text, string says)
    {
        Write(text);
        Assert.Contains(says, Refused([]), StringComparison.Ordinal);
    }

    [Fact]
    public void An_environment_variable_that_is_none_of_ours_stops_the_start()
    {
        Assert.Contains("ALONGSIDE_PORT", Refused([], ("ALONGSIDE_PORT", "5080")), StringComparison.Ordinal);
        Assert.Null(Read([], ("PORT", "5080"), ("ALONGSIDE_TEST_POSTGRES", "Host=x")).Refusal);
    }

    [Theory]
    [InlineData("url", "localhost", "no place to listen at")]
    [InlineData("url", "ftp://localhost", "no place to listen at")]
    [InlineData("url", "http://localhost:5080/practice", "no place to listen at")]
    [InlineData("url", "https://localhost:5080", "proxy")]
    [InlineData("url", "http://0.0.0.0:5080", "without TLS")]
    [InlineData("proxy", "my proxy", "no address of a proxy")]
    [InlineData("database", "postgres://user@host/name", "no connection to PostgreSQL")]
    [InlineData("log", "xml", "no way to write a log")]
    [InlineData("otlp", "localhost:4318", "no collector")]
    [InlineData("otlp", "http://key@localhost:4318", "no collector")]
    [InlineData("database", "Username=x", "no connection to PostgreSQL")]
    [InlineData("database", "Host=db.example", "SSL Mode=VerifyFull")]
    [InlineData("database", "Host=10.0.0.7;SSL Mode=Require", "SSL Mode=VerifyFull")]
    [InlineData("database", "Host=localhost,db.example", "SSL Mode=VerifyFull")]
    [InlineData("database", "Host=localhost.example", "SSL Mode=VerifyFull")]
    public void What_cannot_be_stops_the_start_with_a_sentence(string name, string value, string says) =>
        Assert.Contains(says, Refused([(name, value)]), StringComparison.Ordinal);

    [Theory]
    [InlineData("Host=/run/postgresql")]
    [InlineData("Host=localhost,127.0.0.1:5433")]
    [InlineData("Host=::1")]
    [InlineData("Host=db.example;SSL Mode=VerifyFull")]
    [InlineData("Host=db.example;SSL Mode=Disable")]
    public void PostgreSQL_is_reached_within_this_machine_encrypted_or_open_where_that_is_said_in_words(string connection) =>
        Assert.Equal(connection, Read([("database", connection)]).Value.Place.Postgres);

    [Fact]
    public void Behind_a_proxy_that_is_named_other_machines_may_reach_us()
    {
        var settings = Read([("url", "http://0.0.0.0:5080"), ("proxy", "172.18.0.2, 10.0.0.0/8")]).Value;
        Assert.Equal(["172.18.0.2/32", "10.0.0.0/8"], settings.Proxies.Skip(2).Select(p => p.ToString()));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Write(string text) => File.WriteAllText(Path.Combine(folder, Settings.FileName), text);

    private Outcome<Settings> Read((string Name, string Value)[]? flags = null, params (string Name, string Value)[] environment) =>
        Settings.Read(Flags(flags ?? []), Variables(environment), folder);

    private string Refused((string Name, string Value)[] flags, params (string Name, string Value)[] environment) => Read(flags, environment).Refusal!.ToString();

    private static Dictionary<string, string?> Flags((string Name, string Value)[] flags) => flags.ToDictionary(f => f.Name, f => (string?)f.Value);

    private static Dictionary<string, string> Variables(params (string Name, string Value)[] all) => all.ToDictionary(v => v.Name, v => v.Value);
}
