using System.Reflection;
using System.Text.Json;
using OrleansRetro.Account;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using OrleansRetro.Teams;
using OrleansRetro.Words;

namespace OrleansRetro.Tests;

/// <summary>Whoever reads a trail reads words, not names of code.</summary>
public sealed class KindsOfTheTrail
{
    public static TheoryData<string> Kinds =>
    [
        .. typeof(TeamEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(TeamEvent))).Select(type => type.Name).Concat(Guarded(typeof(ITeamGrain))).Concat(Guarded(typeof(ITeamLedgerGrain)))
            .Select(JsonNamingPolicy.KebabCaseLower.ConvertName).Concat(Enum.GetValues<Way>().Select(way => $"signed-in-by-{KebabCase.Of(way)}")).Distinct(),
    ];

    [Theory, MemberData(nameof(Kinds))]
    public void Each_kind_has_words(string kind) => Assert.True(Resource.All.First(resource => resource.Kind == typeof(AuditWords)).Words.ContainsKey($"kind.{kind}"), kind);

    // What the gate may refuse to somebody with an account.
    static IEnumerable<string> Guarded(Type grain) =>
        grain.GetMethods().Where(method => method.GetCustomAttribute<ForAttribute>()!.Audiences.Any(audience => audience is Audience.Reader or Audience.Member or Audience.Facilitator)).Select(method => method.Name);
}
