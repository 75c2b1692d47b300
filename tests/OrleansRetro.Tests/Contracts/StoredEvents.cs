using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using OrleansRetro.Auditing;
using OrleansRetro.Changes;
using OrleansRetro.Commitments;
using OrleansRetro.Owning;
using OrleansRetro.Partnerships;
using OrleansRetro.Pms;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Tests.Contracts;

/// <summary>What was stored once can be read for ever.</summary>
[Trait("Row", "Fault-R17")]
public sealed class StoredEvents
{
    static readonly Dictionary<string, Type> Features = new()
    {
        ["retro"] = typeof(RetroEvent),
        ["commitment"] = typeof(CommitmentEvent),
        ["change"] = typeof(ChangeEvent),
        ["partnership"] = typeof(PartnershipEvent),
        ["amends"] = typeof(AmendsEvent),
        ["pm"] = typeof(PmEvent),
        ["team"] = typeof(TeamEvent),
        ["audit"] = typeof(AuditEvent),
        ["invite"] = typeof(InviteIssued),
    };

    public static TheoryData<string> Samples => [.. Golden.Samples.Select(sample => sample.Name)];

    static Golden.Sample Named(string name) => Golden.Samples.Single(sample => sample.Name == name);

    static object Read(Golden.Sample sample, string? text = null) =>
        JsonSerializer.Deserialize(text ?? sample.Text, Stored.Formats[Features[sample.Feature]])!;

    static string Write(object @event) => @event switch
    {
        RetroEvent e => Stored.Text(e),
        CommitmentEvent e => Stored.Text(e),
        ChangeEvent e => Stored.Text(e),
        PartnershipEvent e => Stored.Text(e),
        AmendsEvent e => Stored.Text(e),
        PmEvent e => Stored.Text(e),
        TeamEvent e => Stored.Text(e),
        AuditEvent e => Stored.Text(e),
        _ => Stored.Text((InviteIssued)@event),
    };

    [Fact]
    public void Every_kind_of_event_has_a_sample() =>
        Assert.All(Features, feature => Assert.Equal(
            Kinds(feature.Value).Order(),
            Golden.Samples.Where(sample => sample.Feature == feature.Key).Select(sample => sample.Kind).Distinct().Order()));

    [Fact]
    public void Every_kind_of_event_has_a_name_of_its_own_for_ever() =>
        Assert.All(Features.Values.Where(feature => feature.IsAbstract), feature =>
        {
            var named = feature.GetCustomAttributes<JsonDerivedTypeAttribute>().ToArray();
            Assert.Equal(
                feature.Assembly.GetTypes().Where(type => type.IsSubclassOf(feature) && !type.IsAbstract).Select(type => type.Name).Order(),
                named.Select(name => name.DerivedType.Name).Order());
            Assert.All(named, name => Assert.Equal(JsonNamingPolicy.KebabCaseLower.ConvertName(name.DerivedType.Name), name.TypeDiscriminator));
        });

    [Fact]
    public void Samples_are_added_and_never_edited()
    {
        Assert.Equal(Golden.Hashes.Keys.Order(), Golden.Files("*.json*").Order());
        Assert.All(Golden.Hashes, sample => Assert.Equal(sample.Value, Golden.HashOf(sample.Key)));
    }

    [Theory, MemberData(nameof(Samples))]
    public void It_is_read_and_written_as_it_was(string name) => Assert.Equal(Named(name).Text, Write(Read(Named(name))));

    [Theory, MemberData(nameof(Samples))]
    public void It_can_be_folded(string name) =>
        Assert.NotNull(Read(Named(name)) switch
        {
            RetroEvent e => Retro.Empty.Evolve(e),
            CommitmentEvent e => Commitment.Empty.Evolve(e),
            ChangeEvent e => Change.Empty.Evolve(e),
            PartnershipEvent e => Partnership.Empty.Evolve(e),
            AmendsEvent e => Amends.Empty.Evolve(e),
            PmEvent e => Pm.Empty.Evolve(e),
            TeamEvent e => Team.Empty.Evolve(e),
            AuditEvent e => Audit.Empty.Evolve(e),
            InviteIssued e => InviteTarget.Empty.Evolve(e),
            _ => (object?)null,
        });

    [Theory, MemberData(nameof(Samples)), Trait("Row", "Fault-R18")]
    public void What_a_later_version_adds_is_ignored(string name)
    {
        var changed = JsonNode.Parse(Named(name).Text)!.AsObject();
        changed["fromTheFuture"] = new JsonObject { ["deep"] = new JsonArray(1, "two", null) };

        Assert.Equal(Named(name).Text, Write(Read(Named(name), changed.ToJsonString())));
    }

    [Theory, MemberData(nameof(Samples)), Trait("Row", "Fault-R18")]
    public void What_must_be_there_is_missed(string name)
    {
        var sample = Named(name);
        var required = Read(sample).GetType().GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!
            .GetParameters().Where(part => !part.HasDefaultValue).Select(part => JsonNamingPolicy.CamelCase.ConvertName(part.Name!));
        Assert.All(required, part =>
        {
            var changed = JsonNode.Parse(sample.Text)!.AsObject();
            Assert.True(changed.Remove(part));
            Assert.ThrowsAny<JsonException>(() => Read(sample, changed.ToJsonString()));
            changed[part] = null;
            Assert.ThrowsAny<JsonException>(() => Read(sample, changed.ToJsonString()));
        });
    }

    [Theory, MemberData(nameof(Samples))]
    public void The_order_of_its_parts_does_not_matter(string name)
    {
        var parts = JsonNode.Parse(Named(name).Text)!.AsObject().Reverse().Select(part => KeyValuePair.Create(part.Key, part.Value?.DeepClone()));

        Assert.Equal(Named(name).Text, Write(Read(Named(name), new JsonObject(parts).ToJsonString())));
    }

    [Fact, Trait("Row", "Fault-R18")]
    public void A_kind_that_this_version_does_not_know_is_not_guessed() =>
        Assert.All(Features.Values.Where(feature => feature.IsAbstract), feature =>
        {
            Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize("""{"$t":"from-the-future","card":"x"}""", Stored.Formats[feature]));
            Assert.ThrowsAny<NotSupportedException>(() => JsonSerializer.Deserialize("""{"card":"x"}""", Stored.Formats[feature]));
        });

    [Theory, Trait("Row", "Fault-R18")]
    [InlineData("""{"$t":"phase-entered","phase":"daydream","at":"2026-03-02T09:30:00+00:00"}""")]
    [InlineData("""{"$t":"phase-entered","phase":4,"at":"2026-03-02T09:30:00+00:00"}""")]
    [InlineData("""{"$t":"card-deleted","card":"not a uuid"}""")]
    [InlineData("""{"$t":"votes-planned","budget":"5","perTopic":2}""")]
    [InlineData("""{"$t":"card-deleted","card":"6f1c2d9e-0a4b-4c8e-9b57-2f6f7c1d8a10" """)]
    [InlineData("")]
    public void What_makes_no_sense_is_not_guessed(string text) =>
        Assert.ThrowsAny<JsonException>(() => Stored.Read<RetroEvent>(text));

    /// <summary>Null is not written, so a part that may be null may be missing.</summary>
    [Fact]
    public void What_may_be_null_may_be_missing()
    {
        var nullability = new NullabilityInfoContext();
        Assert.All(Features.Values.SelectMany(feature => feature.Assembly.GetTypes().Where(type => type.IsAssignableTo(feature) && !type.IsAbstract)), type =>
            Assert.All(type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!.GetParameters(), part =>
                Assert.True(part.HasDefaultValue || nullability.Create(part).ReadState != NullabilityState.Nullable, $"{type.Name}.{part.Name}")));
    }

    static IEnumerable<string> Kinds(Type feature) => feature.IsAbstract
        ? feature.GetCustomAttributes<JsonDerivedTypeAttribute>().Select(name => (string)name.TypeDiscriminator!)
        : [JsonNamingPolicy.KebabCaseLower.ConvertName(feature.Name)];
}
